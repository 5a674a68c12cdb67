using Cicada.Options;
using Cicada.Storage.Queries;

namespace Cicada.Commands;

/// <summary>What the start form begins with, of what an earlier run of the test was started with: what describes the load, but not what is said about one run.</summary>
/// <param name="testOptions">The options the test declares for itself.</param>
/// <param name="withHost">Whether the host is remembered; where the test brings a target of its own, that one is tested unless it is said otherwise.</param>
internal sealed class FormMemory(IReadOnlyList<TestOption> testOptions, bool withHost)
{
    /// <summary>What is remembered of a run, as values of options.</summary>
    public Dictionary<string, OptionValue> Of(RunSetup setup)
    {
        var remembered = new Dictionary<string, OptionValue>();
        foreach (var key in Keys())
        {
            if (setup.Options.TryGetValue(key, out var text) && text.Length > 0 && !text.Contains(Secrets.Redacted, StringComparison.Ordinal))
            {
                remembered[key] = new OptionValue(
                    key == RunOptionSpecs.RunLabel.Key ? Labels(text) : key == RunOptionSpecs.Threshold.Key ? text.Split(RunOptionSpecs.Threshold.Separator) : [text], "");
            }
        }

        // A shape said how many users there were, whatever stood in a file.
        if (remembered.TryGetValue(RunOptionSpecs.Shape.Key, out var shape) && !RunOptions.IsNone(shape.Last))
        {
            remembered.Remove(RunOptionSpecs.Users.Key);
            remembered.Remove(RunOptionSpecs.SpawnRate.Key);
        }

        return remembered;
    }

    // They are kept in one text; a value with a blank in it has to be put together again.
    private static List<string> Labels(string text)
    {
        List<string> labels = [];
        foreach (var word in text.Split(' '))
        {
            if (word.Contains('=', StringComparison.Ordinal) || labels.Count == 0)
            {
                labels.Add(word);
            }
            else
            {
                labels[^1] += " " + word;
            }
        }

        return labels;
    }

    private IEnumerable<string> Keys()
    {
        OptionSpec[] specs =
        [
            RunOptionSpecs.Users, RunOptionSpecs.SpawnRate, RunOptionSpecs.Shape, RunOptionSpecs.ArrivalRate, RunOptionSpecs.MaxUsers, RunOptionSpecs.RunTime, RunOptionSpecs.Iterations, RunOptionSpecs.Labels, RunOptionSpecs.ExcludeLabels,
            RunOptionSpecs.RunLabel, RunOptionSpecs.Threshold,
        ];
        var own = testOptions.Where(option => !option.IsSecret).Select(option => FormValues.KeyOf(option.Name));
        return specs.Select(spec => spec.Key).Concat(withHost ? [RunOptionSpecs.Host.Key] : []).Concat(own);
    }
}

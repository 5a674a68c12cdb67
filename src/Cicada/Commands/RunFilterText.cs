using Cicada.KeptRuns;
using Cicada.Options;
using Cicada.Storage;
using Cicada.Terminal;

namespace Cicada.Commands;

/// <summary>Says which runs were looked for and not found.</summary>
internal static class RunFilterText
{
    /// <summary>The sentence.</summary>
    public static string NothingFound(IKeptRuns runs, RunFilter filter)
    {
        var tests = runs.Tests();
        var sentence = $"There is no run{Of(filter)} in '{runs.Path}'.";
        return filter.Test is { } test && !tests.Contains(test)
            ? PlainText.Of(sentence + Spelling.DidYouMean(test, tests), int.MaxValue)
            : PlainText.Of(sentence, int.MaxValue);
    }

    private static string Of(RunFilter filter)
    {
        var test = filter.Test is null ? "" : $" of test '{filter.Test}'";
        var labels = filter.Labels.Select(label => label.Value.Length == 0 ? $"without label '{label.Key}'" : $"with label '{label.Key}={label.Value}'").ToList();
        return test + (labels.Count == 0 ? "" : " " + string.Join(" and ", labels));
    }
}

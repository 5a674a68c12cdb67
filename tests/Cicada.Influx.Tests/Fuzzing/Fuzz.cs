using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Cicada.Influx.Tests.Fuzzing;

/// <summary>
/// Gives changed copies of samples to something for a while. A copy that leads to what no other led to becomes a sample itself. <c>CICADA_FUZZ_SECONDS</c> says how long
/// all fuzzers together take, <c>CICADA_FUZZ_SEED</c> where chance begins.
/// </summary>
internal static class Fuzz
{
    private const int Fuzzers = 4;
    private const int MostSamples = 20_000;
    private const int MostFailures = 20;

    // Far more than one input of a few kilobytes may take on any machine.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Whether there are inputs something does not stand.</summary>
    /// <param name="samples">Inputs to begin with.</param>
    /// <param name="pieces">What is put into them.</param>
    /// <param name="outcomeOf">Takes an input and says in few words what became of it; throws where that is wrong.</param>
    /// <returns>The inputs and what was wrong.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(IReadOnlyList<string> samples, IReadOnlyList<string> pieces, Func<string, string> outcomeOf)
    {
        var duration = TimeSpan.FromSeconds((double)Setting("CICADA_FUZZ_SECONDS", 20) / Fuzzers);
        var seed = Setting("CICADA_FUZZ_SEED", 1);
        var now = "";
        var failures = new List<string>();
        var work = Task.Run(() => Work(duration, new Random(seed), [.. samples], pieces, input => outcomeOf(now = input), failures));
        try
        {
            await work.WaitAsync(duration + Patience, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException)
        {
            return [.. failures, $"it does not come back from '{Shown(now)}'"];
        }

        return failures;
    }

    /// <summary>Fails where there is an input that something does not stand.</summary>
    public static void HasStood(IReadOnlyList<string> failures) => Assert.True(failures.Count == 0, string.Join("\n\n", failures));

    private static void Work(TimeSpan duration, Random random, List<string> samples, IReadOnlyList<string> pieces, Func<string, string> outcomeOf, List<string> failures)
    {
        var outcomes = new HashSet<string>(StringComparer.Ordinal);
        var mutation = new Mutation(random, pieces);
        var begun = Stopwatch.GetTimestamp();

        // The samples themselves come first.
        for (var i = 0; failures.Count < MostFailures && (i < samples.Count || Stopwatch.GetElapsedTime(begun) < duration); i++)
        {
            var input = i < samples.Count ? samples[i] : mutation.Of(samples);
            string outcome;
            try
            {
                outcome = outcomeOf(input);
            }
            catch (Exception exception)
            {
                outcome = $"{exception.GetType()}: {exception.Message}";
                if (outcomes.Add(exception.GetType() + exception.StackTrace?.Split('\n')[0]))
                {
                    failures.Add($"'{Shown(input)}'\n{exception}");
                }
            }

            if (outcomes.Add(outcome) && i >= samples.Count && samples.Count < MostSamples)
            {
                samples.Add(input);
            }
        }

        TestContext.Current.SendDiagnosticMessage("{0} outcomes, {1} samples", outcomes.Count, samples.Count);
    }

    private static string Shown(string input)
    {
        var shown = new StringBuilder();
        foreach (var character in input)
        {
            shown.Append(character is >= ' ' and <= '~' and not '\\' ? character.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"));
        }

        return shown.ToString();
    }

    private static int Setting(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}

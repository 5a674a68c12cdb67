using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Cicada.Tests.FastHttp;

/// <summary>
/// The fast client reads what .NET's own client reads, but for what is a <see cref="DeliberateDifference"/>. <c>CICADA_FUZZ_SECONDS</c> says how long they are compared, <c>CICADA_FUZZ_SEED</c>
/// where chance begins; <c>bench/fuzz/run.sh</c> does it for longer.
/// </summary>
[Trait("Category", "EndToEnd")]
public sealed class DifferentialTests
{
    private const int Responses = 3_000;
    private const int MostSamples = 5_000;
    private const int MostFailures = 20;

    private static readonly int[] PieceLengths = [int.MaxValue, int.MaxValue, 1, 2, 3, 7, 50];

    [Fact]
    public async Task Responses_by_chance_are_read_as_the_handler_reads_them()
    {
        var seconds = Setting("CICADA_FUZZ_SECONDS");
        var random = new Random(Setting("CICADA_FUZZ_SEED") ?? 1);
        var generator = new ResponseGenerator(random);
        var samples = ResponseCorpus.Rows.Where(row => row.Response.Length < 2_000).Select(row => Encoding.Latin1.GetBytes(row.Response)).ToList();
        var outcomes = new Dictionary<string, int>(StringComparer.Ordinal);
        var failures = new List<string>();
        var begun = Stopwatch.GetTimestamp();
        var count = 0;

        for (; failures.Count < MostFailures && (seconds is { } limit ? Stopwatch.GetElapsedTime(begun).TotalSeconds < limit : count < Responses); count++)
        {
            var bytes = generator.Next(samples);
            var answersHead = random.Next(15) == 0;
            var pieceLength = PieceLengths[random.Next(PieceLengths.Length)];
            var cut = new Random(random.Next());
            foreach (var difference in await Comparison.OfAsync(bytes, answersHead, pieceLength))
            {
                var waits = difference.StartsWith(Comparison.Waits, StringComparison.Ordinal);
                var small = waits ? bytes : await SmallestAsync(bytes, answersHead);
                failures.Add($"{(answersHead ? "HEAD " : "")}'{Shown(small)}' of '{Shown(bytes)}' in pieces of {pieceLength}: {difference}");
                Assert.False(waits, failures[^1]);
            }

            var ours = AnswerDriver.Read(bytes, answersHead);
            var cutSomehow = new AnswerDriver(bytes, answersHead, () => cut.Next(1, 20)).Read();
            if (ours.ToString() != cutSomehow.ToString())
            {
                failures.Add($"'{Shown(bytes)}' is '{ours}' at once and '{cutSomehow}' in pieces");
            }

            var outcome = $"{ours.HasHead} {ours.HasBody} {ours.Keeps} {ours.EndsWithConnection} {ours.Status / 100} {ours.Complaint?.Split(' ')[^8..].Aggregate(string.Concat)} {string.Join(',', ours.Headers.Select(header => header.Key))}";
            if (outcomes.TryAdd(outcome, count) && samples.Count < MostSamples)
            {
                samples.Add(bytes);
            }
        }

        TestContext.Current.SendDiagnosticMessage("{0} responses, {1} outcomes", count, outcomes.Count);
        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
    }

    /// <summary>Leaves out what can be left out, as long as that does not take long.</summary>
    private static async Task<byte[]> SmallestAsync(byte[] bytes, bool answersHead)
    {
        for (var length = bytes.Length / 2; length > 0; length /= 2)
        {
            for (var at = 0; at + length <= bytes.Length;)
            {
                byte[] less = [.. bytes[..at], .. bytes[(at + length)..]];
                var differences = await Comparison.OfAsync(less, answersHead);
                if (differences is [var difference, ..] && difference.StartsWith(Comparison.Waits, StringComparison.Ordinal))
                {
                    return bytes;
                }

                (bytes, at) = differences.Count > 0 ? (less, at) : (bytes, at + length);
            }
        }

        return bytes;
    }

    private static string Shown(byte[] bytes) =>
        string.Concat(bytes.Select(one => one is >= (byte)' ' and <= (byte)'~' and not (byte)'\\' ? ((char)one).ToString() : one == '\r' ? "\\r" : one == '\n' ? "\\n" : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)one:x4}")));

    private static int? Setting(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var value) ? value : null;
}

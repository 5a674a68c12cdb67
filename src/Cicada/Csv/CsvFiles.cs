using System.Text;
using Cicada.Commands;

namespace Cicada.Csv;

/// <summary>
/// Writes the files of <c>--csv</c> each second. Three are replaced as a whole by a rename, the history grows by whole lines in one
/// write, so that a reader never sees half a file.
/// </summary>
internal sealed class CsvFiles(string prefix, string name, bool fullHistory, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The sentence about why the files cannot be written, or null.</summary>
    public string? Problem() => WholeFile.ProblemToCome(prefix + "_stats.csv", name + "_stats.csv");

    /// <summary>Writes until the run has ended, and once more then.</summary>
    /// <param name="run">The run.</param>
    /// <param name="ended">Cancelled when it has.</param>
    /// <exception cref="PlanException">A file cannot be written.</exception>
    public async Task FollowAsync(Run run, CancellationToken ended)
    {
        await using var history = new FileStream(prefix + "_stats_history.csv", FileMode.Create, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 0);
        Append(history, CsvReports.WriteHistoryHead);
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                Write(run, history);
            }
        }
        catch (OperationCanceledException)
        {
            // The run has ended: its last figures are still to be written.
        }

        Write(run, history);
    }

    private void Write(Run run, FileStream history)
    {
        var snapshot = run.Snapshot(CsvReports.Percentiles);
        Replace("_stats.csv", writer => CsvReports.WriteRequests(writer, snapshot));
        Replace("_failures.csv", writer => CsvReports.WriteFailures(writer, snapshot));
        Replace("_exceptions.csv", writer => CsvReports.WriteExceptions(writer, snapshot));
        Append(history, writer => CsvReports.WriteHistory(writer, snapshot, clock.GetUtcNow(), fullHistory));
    }

    private void Replace(string ending, Action<TextWriter> write) => WholeFile.Write(prefix + ending, name + ending, write);

    private static void Append(FileStream file, Action<TextWriter> write)
    {
        using var text = new StringWriter();
        write(text);
        file.Write(Encoding.GetBytes(text.ToString()));
    }
}

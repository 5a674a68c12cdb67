using Cicada.Influx;

namespace Cicada.Import;

/// <summary>
/// Locust's <c>_stats_history.csv</c>, whose rows are totals so far: their differences are the statistics of each second, the last ones the
/// figures of the run. There are no single requests in it.
/// </summary>
internal sealed class LocustSource(ImportFile file, ForeignRun run, ImportReport report) : IPointSource
{
    private const long Second = 1_000_000_000;
    private readonly Stream _stream = file.Open();
    private readonly Dictionary<(string Type, string Name), LocustRow> _rows = [];
    private long _lastTime = long.MinValue;
    private long _mostUsers;

    public IEnumerable<ReadPoint> Read()
    {
        var record = new CsvRecordReader(new LineReader(_stream));
        if (!record.Read())
        {
            yield break;
        }

        report.Lines++;
        var columns = new LocustColumns(record.Names(), file.Name);
        while (record.Read())
        {
            report.Lines++;
            if (Problem(record, columns, out var time, out var users, out var row) is { } problem)
            {
                report.AddBad(record.Number, problem, record.Excerpt);
                continue;
            }

            run.Begin(time);
            if (time > _lastTime)
            {
                _lastTime = time;
                _mostUsers = Math.Max(_mostUsers, users);
                yield return new(record.Number, run.Users(time, users));
            }

            var key = (row!.Type, row.Name);
            var before = _rows.GetValueOrDefault(key);
            if (before is null && _rows.Count > new CardinalityLimits().Names)
            {
                report.Skip("rows of names beyond the first 1,000");
                continue;
            }

            if (before is not null && before.Count > row.Count)
            {
                report.WarnOnce("Locust began its statistics anew in this run (--reset-stats); the figures are those since then.");
            }

            _rows[key] = row;
            foreach (var statistics in row.Since(before, time, (time - run.StartNanoseconds) / 1e9))
            {
                yield return new(record.Number, run.Points.OfObservation(statistics));
            }
        }

        foreach (var point in End())
        {
            yield return new(report.Lines, point);
        }
    }

    public void Dispose() => _stream.Dispose();

    private string? Problem(CsvRecordReader record, LocustColumns columns, out long time, out long users, out LocustRow? row)
    {
        (time, users, row) = (0, 0, null);
        if (record.Problem is { } problem)
        {
            return problem;
        }

        if (record.Count != columns.Count)
        {
            return $"it has {record.Count} cells where the first line names {columns.Count}";
        }

        if (!columns.TryCount(record, "Timestamp", out var seconds) || seconds is <= 0 or > 9_000_000_000)
        {
            return "its 'Timestamp' is no number of seconds since 1970";
        }

        time = seconds * Second;
        if (time < _lastTime)
        {
            return "its 'Timestamp' is earlier than that of the line before";
        }

        if (!columns.TryCount(record, "User Count", out users))
        {
            return "its 'User Count' is no number";
        }

        row = LocustRow.Of(record, columns);
        return row is null ? "its 'Total Request Count' or 'Total Failure Count' is no number" : null;
    }

    private IEnumerable<Point> End()
    {
        if (run.Description is not { } description)
        {
            return [];
        }

        var seconds = (_lastTime - run.StartNanoseconds) / 1e9;
        var requests = _rows.Values.Where(row => row.Name != RequestStatistics.All)
            .OrderBy(row => row.Name, StringComparer.Ordinal)
            .ThenBy(row => row.Type, StringComparer.Ordinal)
            .Select(row => row.Summarise(seconds))
            .ToList();
        var total = (_rows.Values.FirstOrDefault(row => row.Name == RequestStatistics.All) ?? Sum()).Summarise(seconds);
        var ended = Math.Max(_lastTime, run.StartNanoseconds + 1);
        var summary = new RunSummary
        {
            Run = description.Id,
            Test = description.Test,
            State = RunState.Finished,
            ExitCode = total.Failures > 0 ? ExitCode.Failures : ExitCode.Success,
            Started = description.Started,
            Ended = DateTimeOffset.UnixEpoch.AddTicks(ended / 100),
            Users = (int)Math.Min(_mostUsers, int.MaxValue),
            Labels = description.Labels,
            Note = description.Note,
            Requests = requests,
            Total = total,
            Warnings =
            [
                .. report.Warnings,
                "Locust's history holds no single requests; the figures are those it wrote, percentiles to its two digits.",
            ],
            Recording = new RecordingSummary { Recorded = 0, Stored = 0, Spooled = 0, Dropped = 0, Rejected = 0, Outputs = [] },
        };
        return
        [
            run.Points.OfRun(description with { State = RunState.Running }, run.StartNanoseconds),
            .. run.Points.OfSummary(summary, ended),
            run.Points.OfRun(description with { Ended = summary.Ended }, summary, ended),
        ];
    }

    // A file whose rows of all requests were filtered out: counts add up, percentiles do not.
    private LocustRow Sum()
    {
        var count = _rows.Values.Sum(row => row.Count);
        double Mean(Func<LocustRow, double> of) => count == 0 ? 0 : _rows.Values.Sum(row => of(row) * row.Count) / count;
        return new LocustRow
        {
            Type = RequestStatistics.All,
            Name = RequestStatistics.All,
            Count = count,
            Failures = _rows.Values.Sum(row => row.Failures),
            Mean = Mean(row => row.Mean),
            Max = _rows.Values.Select(row => row.Max).DefaultIfEmpty().Max(),
            MeanBytes = Mean(row => row.MeanBytes),
            Times = default,
        };
    }
}

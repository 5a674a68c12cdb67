using System.Globalization;

namespace Cicada.Import;

/// <summary>JMeter's results as CSV (<c>.jtl</c>), with whatever columns it was told to write, in whatever order.</summary>
internal sealed class JMeterCsvSource(ImportFile file, ForeignRun run, ImportReport report) : IPointSource
{
    public const string TransactionMessage = "Number of samples in transaction";
    public const string Transactions = "transactions, whose requests have lines of their own";

    // What JMeter writes unless told otherwise; needed where it was told to leave the header out.
    private static readonly string[] DefaultColumns =
    [
        "timeStamp", "elapsed", "label", "responseCode", "responseMessage", "threadName", "dataType", "success", "failureMessage", "bytes", "sentBytes",
        "grpThreads", "allThreads", "URL", "Latency", "IdleTime", "Connect",
    ];

    private readonly Stream _stream = file.Open();
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);

    public IEnumerable<ReadPoint> Read()
    {
        var lines = new LineReader(_stream);
        var record = new CsvRecordReader(lines) { Delimiter = ImportFormats.DelimiterOf(FirstLine()) };
        if (!record.Read())
        {
            yield break;
        }

        report.Lines++;
        var header = record.Names();
        var isHeader = header.Contains("timeStamp");
        if (!isHeader)
        {
            if (header.Length == 0 || !long.TryParse(header[0], NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                throw new PlanException([$"The first line of '{file.Name}' is no header of JMeter's: it has no 'timeStamp'. Name a .jtl file, or leave '--format' out."]);
            }

            header = DefaultColumns;
        }

        for (var i = 0; i < header.Length; i++)
        {
            _columns.TryAdd(header[i], i);
        }

        if (!_columns.ContainsKey("elapsed"))
        {
            throw new PlanException([$"The file '{file.Name}' has no column 'elapsed', so it says nothing about times. Let JMeter save it: 'jmeter.save.saveservice.time=true'."]);
        }

        var users = new SecondUsers(run);
        while (!isHeader || record.Read())
        {
            report.Lines += isHeader ? 1 : 0;
            isHeader = true;
            if (record.Problem is { } problem)
            {
                report.AddBad(record.Number, problem, record.Excerpt);
                continue;
            }

            if (record.Count != header.Length)
            {
                report.AddBad(record.Number, $"it has {record.Count} cells where the first line names {header.Length}", record.Excerpt);
                continue;
            }

            if (Text(record, "responseMessage").StartsWith(TransactionMessage, StringComparison.Ordinal) && Cell(record, "dataType").IsEmpty)
            {
                report.Skip(Transactions);
                continue;
            }

            if (record.WasRepaired)
            {
                report.WarnOnce(ForeignRun.Repaired);
            }

            var sample = SampleOf(record);
            if (sample.PointOf(run, out var completed, out var reason) is not { } point)
            {
                report.AddBad(record.Number, reason, record.Excerpt);
                continue;
            }

            var number = record.Number;
            var before = long.TryParse(Cell(record, "allThreads"), NumberStyles.None, CultureInfo.InvariantCulture, out var threads)
                ? users.Add(completed, threads)
                : null;
            if (before is not null)
            {
                yield return new(number, before);
            }

            yield return new(number, point);
        }

        if (users.Take() is { } last)
        {
            yield return new(report.Lines, last);
        }
    }

    public void Dispose() => _stream.Dispose();

    private string FirstLine()
    {
        var head = System.Text.Encoding.UTF8.GetString(file.Head(ImportFormats.HeadLength)).TrimStart('\uFEFF');
        return head.Split('\n', 2)[0];
    }

    private JMeterSample SampleOf(CsvRecordReader record) => new()
    {
        TimeStamp = Cell(record, "timeStamp"),
        Elapsed = Cell(record, "elapsed"),
        Latency = Cell(record, "Latency"),
        Connect = Cell(record, "Connect"),
        Bytes = Cell(record, "bytes"),
        Success = Cell(record, "success"),
        Label = Text(record, "label"),
        ResponseCode = Text(record, "responseCode"),
        ResponseMessage = Text(record, "responseMessage"),
        FailureMessage = Text(record, "failureMessage"),
        ThreadName = Text(record, "threadName"),
        Url = Text(record, "URL"),
        Method = "",
    };

    private ReadOnlySpan<char> Cell(CsvRecordReader record, string column) => _columns.TryGetValue(column, out var cell) ? record[cell] : default;

    private string Text(CsvRecordReader record, string column) => _columns.TryGetValue(column, out var cell) ? record.Text(cell) : "";
}

namespace Cicada.Import;

/// <summary>Which reader is for which format.</summary>
internal static class PointSources
{
    public static IPointSource Open(ImportFormat format, ImportFile file, ImportChoice choice, ForeignRun run, ImportReport report, TimeProvider clock) => format switch
    {
        ImportFormat.Jsonl => new JsonLinesSource(file.Open(), report),
        ImportFormat.LineProtocol => new LineProtocolSource(file.Open(), clock.GetUtcNow(), report),
        ImportFormat.Csv => new CsvPointSource(file, choice, run, report),
        ImportFormat.Parquet => new ParquetSource(file, choice, run, report),
        ImportFormat.Locust => new LocustSource(file, run, report),
        ImportFormat.K6 => new K6Source(file, run, report),
        _ => IsXml(file) ? new JMeterXmlSource(file, run, report) : new JMeterCsvSource(file, run, report),
    };

    private static bool IsXml(ImportFile file) =>
        ImportFormats.IsXml(System.Text.Encoding.UTF8.GetString(file.Head(64)).TrimStart('\uFEFF', ' ', '\t', '\r', '\n'));
}

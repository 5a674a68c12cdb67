namespace Cicada.Import;

/// <summary>The formats files can be imported from.</summary>
internal enum ImportFormat
{
    Jsonl,
    LineProtocol,
    Csv,
    Parquet,
    Locust,
    JMeter,
    K6,
}

namespace Cicada.Export;

/// <summary>The formats runs can be exported in.</summary>
internal enum ExportFormat
{
    Csv,
    Parquet,
    Jsonl,
    LineProtocol,
}

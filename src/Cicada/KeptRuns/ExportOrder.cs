using Cicada.Export;

namespace Cicada.KeptRuns;

/// <summary>Which run is to be written, and how.</summary>
/// <param name="Run">Its id.</param>
/// <param name="Format">The format.</param>
/// <param name="Measurement">The measurement of a CSV or parquet file; null for the requests.</param>
/// <param name="Prefix">What the measurements of line protocol begin with; null for what they begin with in the store.</param>
internal sealed record ExportOrder(string Run, ExportFormat Format, string? Measurement, string? Prefix);

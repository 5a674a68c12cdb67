namespace Cicada.Import;

/// <summary>A file of some format as points. What cannot be read is told to the report, and reading goes on.</summary>
internal interface IPointSource : IDisposable
{
    /// <summary>The points as they come; enumerated once.</summary>
    IEnumerable<ReadPoint> Read();
}

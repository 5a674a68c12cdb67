namespace Cicada.Influx;

/// <summary>Where the lines of bodies come from.</summary>
internal interface ILineSource
{
    /// <summary>Adds the next lines to an empty body, none when there are no more.</summary>
    /// <param name="body">The body.</param>
    /// <param name="mostLines">The most lines it may have.</param>
    void Fill(WriteBody body, int mostLines);

    /// <summary>Points that line protocol cannot say at all; whole once a body has remained empty.</summary>
    IReadOnlyList<RefusedPoint> Unsayable { get; }
}

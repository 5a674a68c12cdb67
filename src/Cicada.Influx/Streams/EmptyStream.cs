namespace Cicada.Influx.Streams;

/// <summary>Nothing.</summary>
internal sealed class EmptyStream : PointStream
{
    public override bool Read() => false;

    public override void Dispose()
    {
    }
}

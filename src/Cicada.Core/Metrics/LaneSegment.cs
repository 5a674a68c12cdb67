namespace Cicada.Metrics;

/// <summary>A piece of a <see cref="Lane{T}"/>.</summary>
internal sealed class LaneSegment<T>
    where T : struct
{
    // 256 request samples are about 30 kB: small enough for many threads, large enough that changing segments is rare.
    public const int Length = 256;

    public readonly T[] Items = new T[Length];
    public int Written;
    public LaneSegment<T>? Next;
}

namespace Cicada.Http;

/// <summary>A body is larger than is kept.</summary>
internal sealed class OverlongBodyException(long length, long maximum)
    : Exception($"The body has {length} bytes or more, the most that is kept is {maximum}. Raise MaximumBodyBytes, or set KeepBodies to false.");

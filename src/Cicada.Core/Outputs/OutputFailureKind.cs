namespace Cicada;

/// <summary>What a failed write means for the ones after it.</summary>
public enum OutputFailureKind
{
    /// <summary>The same batch may succeed later: the server is away, the disk is full. It is kept and tried again.</summary>
    Temporary,

    /// <summary>This batch will never be accepted, others may: it counts as rejected.</summary>
    Permanent,

    /// <summary>Nothing will be accepted any more in this run: everything is spooled from now on.</summary>
    Final,
}

namespace Cicada.Web;

/// <summary>What a route lets those do who ask for it, and so what they have to be allowed.</summary>
internal enum WebAccess
{
    /// <summary>Nothing that is not everybody's.</summary>
    Nothing,

    /// <summary>Reading.</summary>
    Read,

    /// <summary>Changing something.</summary>
    Change,
}

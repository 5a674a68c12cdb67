namespace Cicada.Storage;

/// <summary>What a store is opened for.</summary>
public enum StoreAccess
{
    /// <summary>To read; the file is not changed, and several processes may read at a time.</summary>
    Read,

    /// <summary>To read, and to change and delete runs; no other process may have the file open.</summary>
    Change,
}

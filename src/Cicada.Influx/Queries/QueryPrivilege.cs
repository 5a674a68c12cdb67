namespace Cicada.Influx.Queries;

/// <summary>What a user may do with a database.</summary>
internal enum QueryPrivilege
{
    Read,
    Write,
    All,

    /// <summary>Nothing: what is left when all that was granted is revoked.</summary>
    None,
}

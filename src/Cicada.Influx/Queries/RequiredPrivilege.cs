namespace Cicada.Influx.Queries;

/// <summary>What a user has to be allowed for a statement.</summary>
/// <param name="Database">The database; empty for the one in use.</param>
/// <param name="Privilege">What has to be allowed there.</param>
/// <param name="IsAdmin">Whether only who may do everything may do this.</param>
internal readonly record struct RequiredPrivilege(string Database, QueryPrivilege Privilege, bool IsAdmin = false)
{
    public static RequiredPrivilege Admin { get; } = new("", QueryPrivilege.All, IsAdmin: true);
}

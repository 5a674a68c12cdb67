using Cicada.Influx.Queries;

namespace Cicada.Storage.InfluxQl;

/// <summary>Who asks.</summary>
/// <param name="Name">The name.</param>
/// <param name="PasswordHash">The password's hash, as <see cref="IPasswordHash"/> made it.</param>
/// <param name="IsAdmin">Whether the user may do everything.</param>
/// <param name="Privileges">What the user may do, by database.</param>
internal sealed record InfluxUser(string Name, string PasswordHash, bool IsAdmin, IReadOnlyDictionary<string, QueryPrivilege> Privileges)
{
    // A hash is shown nowhere.
    public override string ToString() => $"{nameof(InfluxUser)} {{ Name = {Name}, IsAdmin = {IsAdmin} }}";
}

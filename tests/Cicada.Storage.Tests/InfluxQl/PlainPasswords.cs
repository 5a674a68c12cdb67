using Cicada.Storage.InfluxQl;

namespace Cicada.Storage.Tests.InfluxQl;

/// <summary>No hash at all: quick.</summary>
internal sealed class PlainPasswords : IPasswordHash
{
    public string Of(string password) => "hash of " + password;

    public bool Verify(string hash, string password) => hash == Of(password);
}

using Cicada.Storage.InfluxQl;

namespace Cicada.Tests.InfluxApi;

/// <summary>Hashes nothing, at once, and counts.</summary>
internal sealed class PlainHash : IPasswordHash
{
    public int Checks { get; private set; }

    public string Of(string password) => "plain:" + password;

    public bool Verify(string hash, string password)
    {
        Checks++;
        return hash == "plain:" + password;
    }
}

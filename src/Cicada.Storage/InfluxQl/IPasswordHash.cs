namespace Cicada.Storage.InfluxQl;

/// <summary>Hashes passwords, so that the store never holds one.</summary>
internal interface IPasswordHash
{
    string Of(string password);

    bool Verify(string hash, string password);
}

namespace Cicada.Grafana;

/// <summary>Where Grafana finds the data. Users, passwords and tokens are variables of Grafana's own environment, so that no file has a secret in it.</summary>
/// <param name="Url">The server's address.</param>
/// <param name="Database">The database.</param>
/// <param name="WantsToken">Whether the server asks for a token, as 2.x and 3.x do, and not for a user and password.</param>
internal sealed record DataPlace(string Url, string Database, bool WantsToken = false)
{
    /// <summary>What <c>cicada serve</c> is without further options.</summary>
    public static DataPlace Local { get; } = new("http://127.0.0.1:8086", "cicada");
}

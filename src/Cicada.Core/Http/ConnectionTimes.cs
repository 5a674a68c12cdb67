namespace Cicada.Http;

/// <summary>When a connection was made: timestamps of the run's clock.</summary>
/// <param name="Started">Resolving the name began.</param>
/// <param name="Resolved">The addresses were known; the same as <paramref name="Started"/> where the host is an address itself.</param>
/// <param name="Connected">TCP was connected.</param>
/// <param name="Secured">The TLS handshake was done; the same as <paramref name="Connected"/> where there was none.</param>
internal sealed record ConnectionTimes(long Started, long Resolved, long Connected, long Secured);

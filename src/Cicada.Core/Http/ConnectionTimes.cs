namespace Cicada.Http;

/// <summary>When a connection was made: timestamps of the run's clock.</summary>
/// <param name="Started">Resolving the name began.</param>
/// <param name="Connected">TCP was connected.</param>
/// <param name="Secured">The TLS handshake was done; the same as <paramref name="Connected"/> where there was none.</param>
internal sealed record ConnectionTimes(long Started, long Connected, long Secured);

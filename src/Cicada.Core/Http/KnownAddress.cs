namespace Cicada.Http;

/// <summary>An address as a test writes it, and what it means.</summary>
internal sealed record KnownAddress(string Text, Uri Address);

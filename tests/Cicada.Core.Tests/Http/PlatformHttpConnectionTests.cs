namespace Cicada.Tests.Http;

/// <summary>With the platform's client.</summary>
public sealed class PlatformHttpConnectionTests() : HttpConnectionTests(HttpRuns.Platform);

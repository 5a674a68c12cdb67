namespace Cicada.Tests.Http;

/// <summary>With the platform's client.</summary>
public sealed class PlatformHttpResponseTests() : HttpResponseTests(HttpRuns.Platform);

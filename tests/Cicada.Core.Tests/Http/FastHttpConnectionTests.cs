namespace Cicada.Tests.Http;

/// <summary>With our own client.</summary>
public sealed class FastHttpConnectionTests() : HttpConnectionTests(HttpRuns.Fast);

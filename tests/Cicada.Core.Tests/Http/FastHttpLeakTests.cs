namespace Cicada.Tests.Http;

/// <summary>With our own client.</summary>
public sealed class FastHttpLeakTests() : HttpLeakTests(HttpRuns.Fast);

namespace Cicada.Tests.Http;

/// <summary>With our own client.</summary>
public sealed class FastHttpResponseTests() : HttpResponseTests(HttpRuns.Fast);

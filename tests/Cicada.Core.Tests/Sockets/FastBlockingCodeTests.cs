using Cicada.Tests.Http;

namespace Cicada.Tests.Sockets;

/// <summary>With our own client.</summary>
public sealed class FastBlockingCodeTests() : BlockingCodeTests(HttpRuns.Fast);

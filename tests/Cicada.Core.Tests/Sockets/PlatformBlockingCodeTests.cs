using Cicada.Tests.Http;

namespace Cicada.Tests.Sockets;

/// <summary>With the platform's client.</summary>
public sealed class PlatformBlockingCodeTests() : BlockingCodeTests(HttpRuns.Platform);

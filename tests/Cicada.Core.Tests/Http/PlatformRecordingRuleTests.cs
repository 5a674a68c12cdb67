namespace Cicada.Tests.Http;

/// <summary>With the platform's client.</summary>
public sealed class PlatformRecordingRuleTests() : RecordingRuleTests(HttpRuns.Platform);

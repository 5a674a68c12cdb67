namespace Cicada.Tests.Commands;

// The code of docs/guides/thresholds.md, so that it compiles and runs. ThresholdGuideTests holds the two together.
internal static class ThresholdGuide
{
    public static void Configure(LoadTestDefinition test)
    {
        test.Thresholds.Add(Threshold.P95("GET /").Below(200.Milliseconds()));
        test.Thresholds.Add(Threshold.Failures().Below(1.Percent()));
        test.Thresholds.Add(Threshold.Rps().Above(500).After(30.Seconds()));
        test.Thresholds.Add(Threshold.P99().Below(1.Seconds()).Over(1.Minutes()).After(30.Seconds()).Abort());
    }
}

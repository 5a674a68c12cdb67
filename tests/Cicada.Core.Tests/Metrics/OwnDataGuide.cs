namespace Cicada.Tests.Metrics;

// The code of docs/guides/own-data.md, so that it compiles and runs. OwnDataGuideTests holds the two together.
public sealed class OwnDataGuide : User
{
    private Trend Payment => field ??= Metrics.Trend("payment", "ms");

    internal static void Listen(LoadEvents events)
    {
        events.TestStart.Add(e => e.Run.Points.Write("deployments", fields: [("version", "1.4.2")]));
        events.TestStop.Add(e => e.Run.Metrics.Gauge("left_over").Set(3));
    }

    [Task]
    public void Buy()
    {
        Points.Write("baskets", tags: [("shop", "eu")], fields: [("items", 3), ("total", 99.5), ("paid", true), ("voucher", "none")]);
        Metrics.Counter("orders").Add();
        Metrics.Counter("orders").Add(2, ("region", "eu"));
        Metrics.Gauge("queue_depth").Set(12);
        Metrics.Trend("payment", "ms").Add(12.5, ("provider", "visa"));
    }

    [Task]
    public void Measured()
    {
        var measured = new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);
        Points.Write("temperature", tags: [("room", "12")], fields: [("celsius", 21.5)], time: measured);
        Payment.Add(1);
    }

    [Task]
    public void Dictionaries()
    {
        var tags = new Dictionary<string, string> { ["shop"] = "eu" };
        var fields = new Dictionary<string, object> { ["items"] = 3, ["total"] = 99.5m };
        Points.Write("baskets", tags, fields);
    }
}

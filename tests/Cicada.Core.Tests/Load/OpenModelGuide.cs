namespace Cicada.Tests.Load;

/// <summary>The code of docs/guides/open-model.md.</summary>
internal static class OpenModelGuide
{
    public static void Define(Definition test)
    {
        test.Arrivals = ArrivalRate.Ramp(0, 500, 1.Minutes()).Then(ArrivalRate.Constant(500).For(5.Minutes())).Then(ArrivalRate.Constant(30, per: 1.Minutes()));
    }

    internal sealed class Definition
    {
        public ArrivalRate? Arrivals { get; set; }
    }

    public sealed class Clerk : HttpUser
    {
        public override bool TakesArrivals => false;

        [Task]
        public Task LookAtCart() => Client.GetAsync("/cart", Cancellation);
    }
}

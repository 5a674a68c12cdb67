namespace Cicada.Tests.Grafana.Simulation;

/// <summary>Somebody who looks around in a shop whose pages have names that break careless queries.</summary>
internal sealed class ShopUser : HttpUser
{
    /// <summary>The names, beside ordinary ones.</summary>
    public static readonly string[] OddNames = ["GET /a|b (x)", "O'Brien \"quoted\"", @"back\slash", "/é/ünï", "price $5", "a,b c=d"];

    private int _looked;

    public override WaitTime WaitTime => WaitTime.Constant(0.02);

    [Task(6)]
    public async Task Look() => await Client.GetAsync("/", Cancellation);

    [Task(3)]
    public async Task Search()
    {
        using var response = await Client.GetAsync("/search", Cancellation);
        if (++_looked % 5 == 0)
        {
            response.Fail("nothing was found");
        }
    }

    [Task(3)]
    public async Task Wander() => await Client.GetAsync("/odd", Cancellation, OddNames[Random.Next(OddNames.Length)]);
}

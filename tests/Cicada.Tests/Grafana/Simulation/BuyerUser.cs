namespace Cicada.Tests.Grafana.Simulation;

/// <summary>Somebody who buys, and whose payments are refused.</summary>
internal sealed class BuyerUser : HttpUser
{
    public override WaitTime WaitTime => WaitTime.Constant(0.02);

    [Task(3)]
    public async Task Fill() => await Client.PostAsync("/cart", new StringContent("1"), cancellationToken: Cancellation);

    [Task]
    public async Task Pay() => await Client.GetAsync("/pay", Cancellation);

    [Task]
    public async Task Lose() => await Client.GetAsync("/lost", Cancellation);
}

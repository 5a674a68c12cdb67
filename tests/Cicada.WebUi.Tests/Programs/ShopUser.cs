namespace Cicada.WebUi.Tests.Programs;

/// <summary>Looks and buys; buying fails where the shop says so.</summary>
public sealed class ShopUser : HttpUser
{
    public override WaitTime WaitTime => WaitTime.Constant(0.02);

    [Task(3)]
    public Task Look() => Client.GetAsync("/", Cancellation);

    [Task]
    [Label("write")]
    public Task Buy() => Client.GetAsync("/buy", Cancellation);
}

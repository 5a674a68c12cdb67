namespace Cicada.Data;

/// <summary>Any element, drawn by the user that asks; never dry.</summary>
internal sealed class RandomRound(int count) : FeederRound
{
    public override int Take(TaskOwner user) => user.Session.Random.Next(count);
}

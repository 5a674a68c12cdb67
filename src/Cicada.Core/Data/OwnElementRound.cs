namespace Cicada.Data;

/// <summary>Each user has the element of its number.</summary>
internal sealed class OwnElementRound(int count, bool again) : FeederRound
{
    public override int Take(TaskOwner user)
    {
        var number = user.Session.Number;
        return number < count ? number : again ? number % count : -1;
    }
}

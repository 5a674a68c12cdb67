namespace Cicada.WebUi.Tests.Programs;

/// <summary>A target that counts what it has answered; buying fails.</summary>
internal static class SmallShop
{
    public static CountingServer Open()
    {
        var shop = new CountingServer();
        shop.On("/buy", new ScriptedAnswer { Status = 503 });
        return shop;
    }
}

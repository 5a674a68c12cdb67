using Cicada.InfluxApi;
using Cicada.Storage.InfluxQl;

namespace Cicada.Tests.Commands;

public sealed class FirstAdminTests
{
    [Fact]
    public async Task Whoever_comes_first_over_the_network_does_not_become_the_one_who_may_do_everything()
    {
        using var door = new DoorFixture();

        var code = await door.RunToolAsync("serve --port 0 --auth --web-host 0.0.0.0");

        Assert.Equal(2, code);
        Assert.Contains($"which other machines reach, and the store '{door.Store}' has no user yet", door.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Users_of_whom_none_may_do_everything_are_not_locked_out_in_silence()
    {
        using var door = new DoorFixture();
        CreateBoard(door);

        var code = await door.RunToolAsync("serve --port 0 --auth");

        Assert.Equal(2, code);
        Assert.Contains("has users, none of whom may do everything; with '--auth' nobody would be answered. Add '--admin-user'", door.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_who_is_there_already_is_not_said_to_be_one_who_may_do_everything()
    {
        using var door = new DoorFixture();
        CreateBoard(door);
        door.Variables["CICADA_ADMIN_PASSWORD"] = "x";

        var code = await door.RunToolAsync("serve --port 0 --admin-user board");

        Assert.Equal(2, code);
        Assert.Contains("The user 'board' of '--admin-user' is there already, and may not do everything. Name another", door.Error, StringComparison.Ordinal);
    }

    private static void CreateBoard(DoorFixture door)
    {
        using var store = Storage.Store.Open(door.Store);
        foreach (var result in new InfluxStore(store, new PasswordHash()).Query(new InfluxQuery("CREATE USER board WITH PASSWORD 'x'"), CancellationToken.None))
        {
            Assert.Empty(result.Rows);
        }
    }
}

using Cicada.Storage.InfluxQl;

namespace Cicada.Storage.Tests.InfluxQl;

public sealed class LastAdminTests : IDisposable
{
    private const string Refusal =
        "#0\nerror 'adm' is the only user who may do everything, and without one nobody could be given rights any more; GRANT ALL PRIVILEGES to another one first\n";

    private readonly TemporaryStore _folder = new();
    private readonly Store _store;
    private readonly InfluxStore _influx;

    public LastAdminTests()
    {
        _store = Store.Open(_folder.Path);
        _influx = new InfluxStore(_store, new PlainPasswords());
        Ask("create user adm with password 'p' with all privileges; create user a with password 'p'", asksForUser: false);
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("drop user adm")]
    [InlineData("revoke all privileges from adm")]
    public void The_last_who_may_do_everything_stays_where_users_are_asked_for(string statement)
    {
        Assert.Equal(Refusal, Ask(statement));
        Assert.Equal("#0\n", Ask("drop user a"));
        Assert.Equal(Refusal, Ask(statement));

        Ask("create user second with password 'p' with all privileges");

        Assert.Equal("#0\n", Ask(statement));
        Assert.True(_influx.HasAdmin);
    }

    [Fact]
    public void Where_nobody_is_asked_for_a_password_it_goes_as_in_InfluxDB()
    {
        Assert.Equal("#0\n", Ask("revoke all privileges from adm", asksForUser: false));
        Assert.False(_influx.HasAdmin);
        Assert.Equal("#0\n#1\n", Ask("drop user adm; drop user a", asksForUser: false));
        Assert.False(_influx.HasUsers);
    }

    private string Ask(string text, bool asksForUser = true) =>
        AnswerText.Of(_influx, new InfluxQuery(text) { AsksForUser = asksForUser, User = _influx.FindUser("adm") });
}

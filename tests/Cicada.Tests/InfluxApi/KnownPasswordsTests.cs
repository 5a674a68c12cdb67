using Cicada.Influx.Queries;
using Cicada.InfluxApi;
using Cicada.Storage.InfluxQl;

namespace Cicada.Tests.InfluxApi;

public sealed class KnownPasswordsTests
{
    [Fact]
    public void Where_there_are_too_many_the_oldest_is_forgotten_and_not_all()
    {
        var known = new KnownPasswords();
        for (var i = 0; i <= 10_000; i++)
        {
            known.Add(User(i), "x");
        }

        Assert.False(known.Has(User(0), "x"));
        Assert.True(known.Has(User(1), "x"));
        Assert.True(known.Has(User(10_000), "x"));
    }

    private static InfluxUser User(int number) => new($"u{number}", "plain:x", false, new Dictionary<string, QueryPrivilege>());
}

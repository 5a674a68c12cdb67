using Cicada.Influx.Queries;

namespace Cicada.Influx.Tests;

public sealed class StatementPrivilegesTests
{
    [Theory]
    [InlineData("select * from cpu", "Read on ''")]
    [InlineData("select * from a..cpu, (select * from b..mem)", "Read on 'a', Read on 'b'")]
    [InlineData("select * into b..x from a..cpu", "Read on 'a', Write on 'b'")]
    [InlineData("explain select * from a..cpu", "Read on 'a'")]
    [InlineData("delete from cpu", "Write on ''")]
    [InlineData("drop series from cpu", "Write on ''")]
    [InlineData("drop measurement cpu", "admin")]
    [InlineData("drop retention policy p on a", "Write on 'a'")]
    [InlineData("create continuous query c on a begin select mean(v) into x from cpu group by time(1m) end", "Read on 'a', Read on '', Write on ''")]
    [InlineData("drop continuous query c on a", "Write on 'a'")]
    [InlineData("show databases", "None on ''")]
    [InlineData("show queries", "Read on ''")]
    [InlineData("show measurements on a", "Read on 'a'")]
    [InlineData("show tag values with key = x", "Read on ''")]
    [InlineData("show series on a from b..cpu", "Read on 'a', Read on 'b'")]
    [InlineData("show field key cardinality", "Read on ''")]
    [InlineData("show retention policies", "Read on ''")]
    [InlineData("show users", "admin")]
    [InlineData("create database a", "admin")]
    [InlineData("create user a with password 'b'", "admin")]
    [InlineData("grant all to a", "admin")]
    [InlineData("kill query 1", "admin")]
    [InlineData("show stats", "admin")]
    public void A_statement_requires(string text, string required) =>
        Assert.Equal(required, string.Join(", ", StatementPrivileges.Of(Assert.Single(QueryParser.Parse(text))).Select(one => one.IsAdmin ? "admin" : $"{one.Privilege} on '{one.Database}'")));
}

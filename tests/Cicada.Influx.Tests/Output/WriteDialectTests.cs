using Cicada.Influx.Queries;

namespace Cicada.Influx.Tests;

public sealed class WriteDialectTests
{
    private static readonly InfluxDestination Destination = new() { Server = new Uri("http://host:8086"), Database = "my db" };

    [Theory]
    [InlineData(InfluxVersion.V1, null, null, "/write?db=my%20db&precision=ns")]
    [InlineData(InfluxVersion.V1, "two weeks", null, "/write?db=my%20db&rp=two%20weeks&precision=ns")]
    [InlineData(InfluxVersion.V2, null, "a&b", "/api/v2/write?org=a%26b&bucket=my%20db&precision=ns")]
    [InlineData(InfluxVersion.V2, null, null, "/api/v2/write?bucket=my%20db&precision=ns")]
    [InlineData(InfluxVersion.V3, null, null, "/api/v3/write_lp?db=my%20db&precision=nanosecond&accept_partial=true")]
    public void Each_API_has_its_own_path(InfluxVersion version, string? policy, string? organization, string path) =>
        Assert.Equal(path, WriteDialect.For(Destination with { RetentionPolicy = policy, Organization = organization }, version).WritePath);

    [Theory]
    [InlineData(InfluxVersion.V1, "me", "pässword", null, "Basic bWU6cMOkc3N3b3Jk")]
    [InlineData(InfluxVersion.V1, "me", null, null, "Basic bWU6")]
    [InlineData(InfluxVersion.V1, null, null, "me:secret", "Token me:secret")]
    [InlineData(InfluxVersion.V1, null, null, null, "")]
    [InlineData(InfluxVersion.V2, null, null, "t0k", "Token t0k")]
    [InlineData(InfluxVersion.V2, "me", "p", "t0k", "Token t0k")]
    [InlineData(InfluxVersion.V3, null, null, "t0k", "Bearer t0k")]
    public void Who_asks_is_said_as_each_API_wants_it(InfluxVersion version, string? user, string? password, string? token, string authorization) =>
        Assert.Equal(authorization, WriteDialect.For(Destination with { User = user, Password = password, Token = token }, version).Authorization?.ToString() ?? "");

    [Theory]
    [InlineData("plain", "\"plain\"")]
    [InlineData("a\"; DROP DATABASE x; --", "\"a\\\"; DROP DATABASE x; --\"")]
    [InlineData("a\\\" b\n", "\"a\\\\\\\" b\\n\"")]
    public void A_name_stays_a_name_in_a_statement(string name, string identifier) => Assert.Equal(identifier, QueryText.OfQuotedName(name));
}

namespace Cicada.Influx.Tests;

public sealed class InfluxProbeTests
{
    private static readonly InfluxDestination Destination = new() { Server = new Uri("http://host:8086"), Database = "db" };

    [Theory]
    [InlineData("1.6.7~rc0", InfluxVersion.V1)]
    [InlineData("1.11.8", InfluxVersion.V1)]
    [InlineData("v2.7.12", InfluxVersion.V2)]
    [InlineData("2.0.4", InfluxVersion.V2)]
    [InlineData("3.4.1", InfluxVersion.V3)]
    [InlineData("12.1", InfluxVersion.Auto)]
    [InlineData("nightly", InfluxVersion.Auto)]
    [InlineData(null, InfluxVersion.Auto)]
    public void The_generation_is_known_by_the_version(string? version, InfluxVersion generation) => Assert.Equal(generation, Probe(version).Generation);

    [Theory]
    [InlineData(InfluxVersion.Auto, "1.8.10", null, InfluxVersion.V1, false)]
    [InlineData(InfluxVersion.Auto, "v2.7.12", "o", InfluxVersion.V2, false)]
    [InlineData(InfluxVersion.Auto, "v2.7.12", null, InfluxVersion.V1, false)] // it speaks that too
    [InlineData(InfluxVersion.Auto, "3.4.1", null, InfluxVersion.V3, false)]
    [InlineData(InfluxVersion.Auto, null, null, InfluxVersion.V1, false)]
    [InlineData(InfluxVersion.Auto, null, "o", InfluxVersion.V2, false)]
    [InlineData(InfluxVersion.V1, "3.4.1", null, InfluxVersion.V1, false)]
    [InlineData(InfluxVersion.V2, "1.8.10", "o", InfluxVersion.V2, false)] // it speaks that too
    [InlineData(InfluxVersion.V2, "1.6.7~rc0", "o", InfluxVersion.V2, true)]
    [InlineData(InfluxVersion.V3, "1.8.10", null, InfluxVersion.V3, true)]
    [InlineData(InfluxVersion.V3, "v2.7.12", null, InfluxVersion.V3, true)]
    [InlineData(InfluxVersion.V3, null, null, InfluxVersion.V3, false)]
    public void The_API_is_the_one_that_was_asked_for_unless_the_server_does_not_speak_it(
        InfluxVersion asked, string? version, string? organization, InfluxVersion api, bool isProblem)
    {
        var found = Probe(version).ApiFor(Destination with { Version = asked, Organization = organization }, out var problem);

        Assert.Equal(api, found);
        Assert.Equal(isProblem, problem is not null);
    }

    [Fact]
    public void A_version_may_also_stand_in_a_body()
    {
        var ping = InfluxAnswer.Taken with { Body = """{"version":"3.0.1","revision":"83b589b883"}""" };
        var page = InfluxAnswer.Taken with { Kind = InfluxAnswerKind.Broken, Status = 200, Body = "<html>" };
        var health = InfluxAnswer.Taken with { Body = """{"name":"influxdb","status":"pass","version":"2.0.4"}""" };

        Assert.Equal(InfluxVersion.V3, InfluxProbe.Of(ping, null).Generation);
        Assert.Equal(InfluxVersion.V2, InfluxProbe.Of(page, health).Generation);
    }

    private static InfluxProbe Probe(string? version) => InfluxProbe.Of(InfluxAnswer.Taken with { ServerVersion = version }, null);
}

using Cicada.Export;
using Cicada.Influx;

namespace Cicada.Tests.Export;

public sealed class ForeignPrefixTests
{
    [Theory]
    [InlineData("cicada_requests", "other_requests")]
    [InlineData("cicada_request_stats", "other_request_stats")]
    [InlineData("cicada_users", "other_users")]
    [InlineData("cicada_events", "other_events")]
    [InlineData("cicada_failures", "other_failures")]
    [InlineData("cicada_generator", "other_generator")]
    [InlineData("cicada_run_summary", "other_run_summary")]
    [InlineData("cicada_runs", "other_runs")]
    [InlineData("cicada_metrics", "other_metrics")]
    [InlineData("cicada_of_the_test", "cicada_of_the_test")]
    [InlineData("orders", "orders")]
    public void A_measurement_of_ours_gets_the_prefix_and_one_of_the_test_s_keeps_its_name(string measurement, string expected)
    {
        var point = new Point(measurement, [new("run", "r1")], [new("v", FieldValue.Integer(1))], 7);

        var other = new ForeignPrefix("other_").Of(point);
        Assert.Equal((expected, 7), (other.Measurement, other.TimeNanoseconds));
        Assert.Equal((point.Tags, point.Fields), (other.Tags, other.Fields));
        Assert.Equal(measurement, new ForeignPrefix("cicada_").Of(point).Measurement);
    }

    [Fact]
    public void No_measurement_of_ours_is_forgotten() =>
        Assert.All(MeasurementSchema.All, schema => Assert.StartsWith(
            "other_", new ForeignPrefix("other_").Of(new Point(schema.Measurement, [], [new("v", FieldValue.Integer(1))], 7)).Measurement, StringComparison.Ordinal));

    [Theory]
    [InlineData("true", "None", "1", "request_type=GET, name=/, success=True, exception=None")]
    [InlineData("false", "status_500", "1", "request_type=GET, name=/, success=False, exception=status_500")]
    [InlineData("true", "None", "2", "request_type=GET, name=/, success=True, exception=None, worker=2")]
    public void With_Locust_s_a_request_has_the_tags_and_fields_of_the_usual_listeners(string success, string exception, string worker, string tags)
    {
        var point = new Point(
            "cicada_requests",
            [new("run", "r1"), new("request_type", "GET"), new("name", "/"), new("success", success), new("exception", exception), new("user_class", "U"), new("worker", worker)],
            [new("response_time", FieldValue.Float(1.5)), new("response_length", FieldValue.Integer(3)), new("service_time", FieldValue.Float(1)), new("status_code", FieldValue.Integer(200))],
            7);

        Assert.Equal($"locust_requests [{tags}] response_time=1.5, response_length=3 @7", new ForeignPrefix("locust_").Of(point).ToString());
    }
}

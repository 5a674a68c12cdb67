using Cicada.Thresholds;
using CsCheck;

namespace Cicada.Tests.Thresholds;

public sealed class ThresholdReaderTests
{
    private static readonly Gen<Threshold> Any = Gen.Select(
        Gen.Int[0, 7], OneOf(50.0, 95.0, 99.0, 99.9, 99.99, 12.5), OneOf<string?>(null, "GET /", "/item/{id}", "a(b)c", "a)", "GET *", " blank", "über-name"), Gen.Int[0, 3], Gen.Int[1, 99],
        Gen.Select(OneOf(0, 1, 60, 3600), OneOf(0, 30, 7200), Gen.Bool))
        .Select((figure, percentile, requests, comparison, limit, extras) =>
        {
            var one = new Threshold((ThresholdFigure)figure, percentile, requests, (ThresholdComparison)comparison, limit + 0.5);
            one = extras.Item1 > 0 ? one.Over(TimeSpan.FromSeconds(extras.Item1)) : one;
            one = extras.Item2 > 0 ? one.After(TimeSpan.FromSeconds(extras.Item2)) : one;
            return extras.Item3 ? one.Abort() : one;
        });

    [Theory]
    [InlineData("p95(GET /) < 200ms", "p95(GET /) < 200ms")]
    [InlineData("  P95 ( GET / )<200ms ", "p95(GET /) < 200ms")] // blanks and capitals do not matter
    [InlineData("p999 <= 1.5s", "p99.9 <= 1.5s")] // p999 is 99.9, as in all tables here
    [InlineData("p99.99 < 2 s", "p99.99 < 2s")]
    [InlineData("p5 > 100us", "p5 > 0.1ms")]
    [InlineData("median < 1s", "p50 < 1s")]
    [InlineData("avg < 1m30s", "mean < 90s")]
    [InlineData("min >= 1ms", "min >= 1ms")]
    [InlineData("max(GET *) < 10s", "max(GET *) < 10s")] // all of a type
    [InlineData("failures < 1%", "failures < 1%")] // a share …
    [InlineData("failures(/a) < 0.1 %", "failures(/a) < 0.1%")]
    [InlineData("failures <= 0", "failures <= 0")] // … or a number
    [InlineData("rps > 500", "rps > 500")]
    [InlineData("rps > 500/s", "rps > 500")]
    [InlineData("requests >= 1000", "requests >= 1000")]
    [InlineData("p99 over 60s < 1s", "p99 over 60s < 1s")]
    [InlineData("p99 < 1s over 60s after 30s abort", "p99 over 60s < 1s after 30s abort")] // the order is the writer's
    [InlineData("p99 abort after 2m over 120s < 1s", "p99 over 2m < 1s after 2m abort")]
    [InlineData("p95(GET /a(b)) < 1s", "p95(GET /a(b)) < 1s")] // brackets in a name pair up …
    [InlineData("p95(\"a)\") < 1s", "p95(\"a)\") < 1s")] // … or it stands in quotes
    [InlineData("p95(\" over 60s < \") < 1s", "p95(\" over 60s < \") < 1s")]
    public void A_threshold_is_read_as_it_is_said(string text, string means)
    {
        var threshold = Threshold.Parse(text);

        Assert.Equal(means, ThresholdText.Of(threshold));
        Assert.Equal(text.Trim(), threshold.Text);
    }

    [Theory]
    [InlineData("", "is empty; expected a figure, a sign and a limit. Write for instance 'p95(GET /) < 200ms'.")]
    [InlineData("p950 < 1s x", "cannot be read at character 11, 'x': expected its end, 'over', 'after' or 'abort'. Write for instance 'p95(GET /) < 200ms'.")]
    [InlineData("latency < 1s", "cannot be read at character 1, 'latency < 1s': expected a figure: p50, p95, p99.9 or another percentile, mean, min, max, failures, rps, requests or checks. Write for instance 'p95(GET /) < 200ms'.")]
    [InlineData("p0 < 1s", "cannot be read at character 1, 'p0 < 1s': expected a figure: p50, p95, p99.9 or another percentile, mean, min, max, failures, rps, requests or checks. Write for instance 'p95(GET /) < 200ms'.")]
    [InlineData("p95", "cannot be read at its end: expected one of '<', '<=', '>' and '>='. Write for instance 'p95(GET /) < 200ms'.")]
    [InlineData("p95 << 1s", "cannot be read at character 5, '<< 1s': expected one of '<', '<=', '>' and '>='. Write for instance 'p95(GET /) < 200ms'.")]
    [InlineData("p95 = 1s", "cannot be read at character 5, '= 1s': expected one of '<', '<=', '>' and '>='. Write for instance 'p95(GET /) < 200ms'.")]
    [InlineData("p95 < 200", "cannot be read at character 7, '200': expected a time with its unit, such as '200ms' or '1.5s'. Write for instance 'p95(GET /) < 200ms'.")]
    [InlineData("p95 < -1s", "cannot be read at character 7, '-1s': expected a time with its unit, such as '200ms' or '1.5s'. Write for instance 'p95(GET /) < 200ms'.")]
    [InlineData("p95 < 1%", "cannot be read at character 7, '1%': expected a time with its unit, such as '200ms' or '1.5s'. Write for instance 'p95(GET /) < 200ms'.")]
    [InlineData("p95(GET / < 1s", "cannot be read at character 4, '(GET / < 1s': expected ')' behind the name of the requests. Write for instance 'p95(GET /) < 200ms'.")]
    [InlineData("p95() < 1s", "cannot be read at character 4, '() < 1s': expected the name of the requests between the brackets, or no brackets for all requests. Write for instance 'p95(GET /) < 200ms'.")]
    [InlineData("rps > -1", "cannot be read at character 7, '-1': expected requests a second, such as '500'. Write for instance 'p95(GET /) < 200ms'.")]
    [InlineData("rps > 1ms", "cannot be read at character 8, 'ms': expected requests a second, such as '500'. Write for instance 'p95(GET /) < 200ms'.")]
    [InlineData("requests > many", "cannot be read at character 12, 'many': expected a number of requests, such as '1000'. Write for instance 'p95(GET /) < 200ms'.")]
    [InlineData("p95 over < 1s", "cannot be read at character 10, '< 1s': expected how long, such as '60s'. Write for instance 'p95(GET /) < 200ms'.")]
    [InlineData("p95 over 500ms < 1s", "is over '500ms'; expected whole seconds from 1s to 1h. Write for instance 'over 60s'.")]
    [InlineData("p95 over 2h < 1s", "is over '2h'; expected whole seconds from 1s to 1h. Write for instance 'over 60s'.")]
    [InlineData("p95 < 1s after 1.5s", "begins after '1.5s'; expected whole seconds, 49 days at most. Write for instance 'after 30s'.")]
    [InlineData("p95 < 1s abort abort", "cannot be read at character 16, 'abort': expected 'abort' only once. Write for instance 'p95(GET /) < 200ms'.")]
    [InlineData("failures < 0%", "can never hold. Write '<=' instead of '<', or another limit.")]
    [InlineData("failures > 100%", "can never hold. Write '>=' instead of '>', or another limit.")]
    [InlineData("failures < 101%", "has a limit that no figure reaches; expected 0% to 100%. Write another limit.")]
    [InlineData("rps >= 0", "always holds, whatever happens. Write another limit, or leave it out.")]
    public void What_cannot_be_read_is_said_with_its_place(string text, string problem)
    {
        Assert.Equal($"The threshold '{text}' {problem}", Assert.Throws<FormatException>(() => Threshold.Parse(text)).Message);
        Assert.Null(ThresholdReader.Read(text, " (CICADA_THRESHOLD)", out var placed));
        Assert.Equal($"The threshold '{text}' (CICADA_THRESHOLD) {problem}", placed);
    }

    [Fact]
    public void What_a_threshold_says_of_itself_is_read_as_the_same() =>
        Any.Sample(one => ThresholdText.Of(Threshold.Parse(one.Text)) == one.Text && Threshold.Parse(one.Text) with { Written = null } == one, iter: 500);

    [Fact]
    public void No_text_makes_it_fail_otherwise_than_with_a_sentence() =>
        Gen.OneOf(Gen.String, OneOf("p95", "(", ")", "\"", " over ", "60s", "<", "=", "1", "%", "failures", "rps", " ", ".", "99999999999999999999s").Array[0, 12].Select(string.Concat))
            .Sample(text => ThresholdReader.Read(text, "", out var problem) is null == problem.Length > 0, iter: 2000);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}

using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Influx.Tests;

public sealed class SelectExecutionTests
{
    private const string Lines = """
        m,host=a v=1,n=10i 1000000000
        m,host=a v=3,n=20i 2000000000
        m,host=b v=5,n=30i 3000000000
        m,host=b v=7 12000000000
        """;

    [Theory]
    [InlineData("SELECT v, n FROM m", "time v n|1000000000 1 10|2000000000 3 20|3000000000 5 30|12000000000 7 null")]
    [InlineData("SELECT mean(v), count(n) FROM m", "time mean count|0 4 3")]
    [InlineData("SELECT max(v), host FROM m", "time max host|12000000000 7 'b'")]
    [InlineData("SELECT count(v) FROM m WHERE time >= 0 AND time < 20s GROUP BY time(5s)", "time count|0 3|5000000000 0|10000000000 1|15000000000 0")]
    [InlineData("SELECT sum(v) FROM m WHERE time >= 0 AND time < 20s GROUP BY time(5s) fill(previous)", "time sum|0 9|5000000000 9|10000000000 7|15000000000 7")]
    [InlineData("SELECT difference(v) FROM m", "time difference|2000000000 2|3000000000 2|12000000000 2")]
    [InlineData("SELECT sum(max) FROM (SELECT max(v) FROM m GROUP BY host)", "time sum|0 10")]
    public void An_answer_has_the_rows_a_server_gives(string statement, string expected)
    {
        var answer = SelectAnswer.Of(statement, new MemoryPointSource(Lines));

        Assert.Equal("## m  ## " + expected, answer.TrimEnd('\n').Replace('\n', '|'));
    }

    [Fact]
    public void Rows_of_a_series_come_in_pieces_that_say_what_follows()
    {
        var pieces = Run("SELECT v FROM m GROUP BY host", SelectAnswer.Options with { ChunkRows = 1 }).ToList();

        Assert.Equal([true, false, true, false], pieces.Select(piece => piece.IsPartial));
        Assert.Equal([true, true, true, false], pieces.Select(piece => piece.IsMoreToCome));
        Assert.Equal(["a", "a", "b", "b"], pieces.Select(piece => Assert.Single(piece.Tags!).Value));
    }

    [Fact]
    public void Rows_beyond_the_limit_are_refused_with_a_sentence()
    {
        var options = SelectAnswer.Options with { Limits = QueryLimits.Default with { Rows = 3 } };

        var refused = Assert.Throws<QueryFailedException>(() => Run("SELECT v FROM m", options).Count());

        Assert.StartsWith("max-row-limit exceeded: the answer has more than 3 rows", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Intervals_beyond_the_limit_are_refused_in_InfluxDBs_words()
    {
        var options = SelectAnswer.Options with { Limits = QueryLimits.Default with { Buckets = 100_000 } };

        var refused = Assert.Throws<QueryFailedException>(() => Run("SELECT mean(v) FROM m GROUP BY time(1s)", options).Count());

        Assert.StartsWith("max-select-buckets limit exceeded", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kaufmans_efficiency_ratio(v, 2000000000)")]
    [InlineData("kaufmans_adaptive_moving_average(v, 2000000000)")]
    [InlineData("chande_momentum_oscillator(v, 2000000000)")]
    public void A_long_period_takes_memory_for_the_values_there_are(string call)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();

        var answer = SelectAnswer.Of($"SELECT {call} FROM m", new MemoryPointSource(Lines));

        Assert.Equal("", answer);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    [Fact]
    public void A_forecast_of_more_intervals_than_an_answer_may_have_is_refused()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();

        var answer = SelectAnswer.Of("SELECT holt_winters(first(v), 100001, 0) FROM m WHERE time < 20s GROUP BY time(1s)", new MemoryPointSource(Lines));

        Assert.StartsWith("error: max-select-buckets limit exceeded", answer, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    [Fact]
    public void An_answer_nobody_wants_any_more_ends()
    {
        using var cancellation = new CancellationTokenSource();
        var rows = Run("SELECT mean(v) FROM m WHERE time < 100000s GROUP BY time(1s)", SelectAnswer.Options with { ChunkRows = 1 }, cancellation.Token);

        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (var _ in rows)
            {
                cancellation.Cancel();
            }
        });
    }

    [Fact]
    public void A_sample_has_as_many_points_as_are_wanted_and_is_the_same_at_the_same_time()
    {
        var points = new MemoryPointSource(SelectData.Lines);

        var answer = SelectAnswer.Of("SELECT sample(v, 5), host FROM cpu", points);

        Assert.Equal(answer, SelectAnswer.Of("SELECT sample(v, 5), host FROM cpu", points));
        Assert.Equal(5 + 1, answer.TrimEnd('\n').Split('\n').Length);
        Assert.All(answer.TrimEnd('\n').Split('\n').Skip(1), row => Assert.Contains(row.Split(' ')[0], SelectData.Lines, StringComparison.Ordinal));
    }

    [Fact]
    public void A_target_gets_the_tags_of_top_as_tags()
    {
        var select = Prepared("SELECT top(v, host, 2) INTO t FROM m", new MemoryPointSource(Lines));

        var series = SelectExecution.Run(select, new MemoryPointSource(Lines), SelectAnswer.Options, TestContext.Current.CancellationToken).ToList();

        Assert.Equal(["host=a", "host=b"], series.Select(one => string.Join(',', one.Tags!.Select(tag => $"{tag.Key}={tag.Value}"))));
        Assert.All(series, one => Assert.Equal(["time", "top"], one.Columns));
    }

    [Fact]
    public void Of_two_points_at_one_time_the_larger_value_is_the_first_and_the_last()
    {
        var points = new MemoryPointSource("m,host=a v=1 5\nm,host=b v=2 5\n");

        Assert.EndsWith("0 2 2\n", SelectAnswer.Of("SELECT first(v), last(v) FROM m", points), StringComparison.Ordinal);
    }

    private static IEnumerable<ResultRows> Run(string statement, SelectOptions options, CancellationToken? cancellation = null)
    {
        var points = new MemoryPointSource(Lines);
        return SelectExecution.Run(Prepared(statement, points), points, options, cancellation ?? TestContext.Current.CancellationToken);
    }

    private static PreparedSelect Prepared(string statement, IPointSource points) =>
        SelectPreparation.Prepare(SelectAnswer.Located((Statement.Select)QueryParser.Parse(statement)[0]), points, SelectAnswer.Options);
}

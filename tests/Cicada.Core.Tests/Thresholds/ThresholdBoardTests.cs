using Cicada.Thresholds;

namespace Cicada.Tests.Thresholds;

/// <summary>How thresholds are judged from second to second. A second is a row of response times in milliseconds; a time below 0 is that of a request that failed.</summary>
public sealed class ThresholdBoardTests
{
    [Fact]
    public void Of_the_whole_run_the_figure_at_its_end_counts()
    {
        var board = Board("mean < 10ms");

        Assert.Equal(["broken mean < 10ms 20 ms"], Second(board, 1, 20, 20));
        Assert.Empty(Second(board, 2, 20));
        Assert.Equal((ThresholdState.Broken, 20.0), StateOf(board));
        Assert.Equal(["holds mean < 10ms 7.4 ms"], Second(board, 3, 2, 2, 2, 2, 2, 2, 2));
        Assert.Equal((ThresholdState.Passed, 7.4), StateOf(board));
        Assert.Equal(1, board.Summarise()[0].BrokenAt);
    }

    [Fact]
    public void A_stretch_that_breaks_it_is_not_made_good_by_those_that_follow()
    {
        var board = Board("max over 2s < 10ms");

        Assert.Empty(Second(board, 1, 50)); // no stretch yet
        Assert.Equal(ThresholdState.NoData, StateOf(board).State);
        Assert.Equal(["broken max over 2s < 10ms 50 ms"], Second(board, 2, 1));
        Assert.Equal(["holds max over 2s < 10ms 2 ms"], Second(board, 3, 2));
        Assert.Equal(["broken max over 2s < 10ms 30 ms"], Second(board, 4, 30));
        Assert.Equal((ThresholdState.Broken, 50.0), StateOf(board));
    }

    [Fact]
    public void Where_the_run_is_shorter_than_a_stretch_all_of_it_is_one()
    {
        var board = Board("p50 over 60s < 10ms", "rps over 60s > 2");

        Second(board, 1, 1, 1);
        var end = End(board, 1.5, 1, 1);

        Assert.Empty(end);
        Assert.Equal([(ThresholdState.Passed, 1.0), (ThresholdState.Passed, 4 / 1.5)], States(board));
    }

    [Fact]
    public void What_is_left_of_a_second_at_the_end_belongs_to_the_last_stretch_but_is_no_second_of_a_rate()
    {
        var board = Board("max over 1s < 10ms", "rps over 1s >= 2");

        Second(board, 1, 1, 1);
        var end = End(board, 1.1, 99);

        Assert.Equal(["broken max over 1s < 10ms 99 ms"], end);
        Assert.Equal([(ThresholdState.Broken, 99.0), (ThresholdState.Passed, 2.0)], States(board));
    }

    [Fact]
    public void The_beginning_can_be_left_out()
    {
        var board = Board("failures <= 0 after 2s", "requests >= 2 after 2s");

        Second(board, 1, -1);
        Second(board, 2, -1);
        Assert.Equal(ThresholdState.NoData, StateOf(board).State);
        Second(board, 3, 1);
        End(board, 3.5, 1);

        Assert.Equal([(ThresholdState.Passed, 0.0), (ThresholdState.Passed, 2.0)], States(board));
    }

    [Theory]
    [InlineData("p95(GET /b) < 1s")]
    [InlineData("failures(GET /b) < 1%")]
    [InlineData("rps(GET /b) > 0")]
    [InlineData("requests(GET /b) <= 5")]
    [InlineData("rps(GET /b) over 1s <= 5")]
    public void What_never_occurred_has_no_data_whatever_the_figure(string text)
    {
        var board = Board(text);

        Second(board, 1, 5);
        End(board, 1.5, 5);

        Assert.Equal([(ThresholdState.NoData, null)], board.Summarise().Select(one => (one.State, one.Observed)));
    }

    [Fact]
    public void A_target_that_answers_no_more_breaks_a_rate_and_no_time()
    {
        var board = Board("rps over 2s > 1", "p95 over 2s < 10ms", "failures over 2s < 1%");

        Second(board, 1, 5, 5);
        Second(board, 2, 5, 5);
        Assert.Equal(["broken rps over 2s > 1 1 requests/s"], Second(board, 3));
        Assert.Empty(Second(board, 4));

        Assert.Equal([(ThresholdState.Broken, 0.0), (ThresholdState.Passed, 5.0), (ThresholdState.Passed, 0.0)], States(board));
    }

    [Fact]
    public void That_there_are_too_few_requests_is_known_at_the_end()
    {
        var board = Board("requests >= 3 abort", "requests < 3", "failures < 2");

        Assert.Empty(Second(board, 1, 1, -1));
        Assert.Equal([ThresholdState.NoData, ThresholdState.Passed, ThresholdState.Passed], States(board).Select(one => one.State));
        Assert.Equal(["broken requests < 3 3 requests", "broken failures < 2 2 requests"], Second(board, 2, -1));

        Assert.Equal(ThresholdState.Passed, StateOf(board).State);
        Assert.Equal(["broken requests >= 3 2 requests"], End(Board("requests >= 3"), 0.5, 1, 1));
    }

    [Fact]
    public void A_threshold_the_run_is_ended_for_stays_broken_whatever_the_last_requests_do()
    {
        var board = Board("failures < 50% abort", "failures < 50%");

        Assert.Equal(["broken failures < 50% abort 100% ends the run", "broken failures < 50% 100%"], Second(board, 1, -1));
        Assert.Equal(["holds failures < 50% 25%"], End(board, 1.5, 1, 1, 1));

        Assert.Equal([(ThresholdState.Broken, 100.0), (ThresholdState.Passed, 25.0)], States(board));
    }

    [Fact]
    public void Requests_that_match_one_pattern_are_judged_together_and_others_are_left_out()
    {
        var board = new ThresholdBoard([Threshold.Parse("requests(GET *) >= 1"), Threshold.Parse("max(/a) < 1s"), Threshold.Parse("requests < 100")]);

        board.Add(Some.Sample(5, name: "/a", index: 0));
        board.Add(Some.Sample(7, name: "/b", index: 1));
        board.Add(Some.Sample(9, name: "/b", type: "POST", index: 2));
        board.Add(Some.Sample(3, name: "/a", type: "POST", index: 3));
        board.EndSecond(1, isLast: true);

        Assert.Equal([(ThresholdState.Passed, 2.0), (ThresholdState.Passed, 5.0), (ThresholdState.Passed, 4.0)], States(board));
    }

    [Fact]
    public void Statistics_that_start_anew_are_judged_anew()
    {
        var board = Board("max < 10ms", "rps > 1");
        Second(board, 1, 50);

        board.Reset(1.5);
        Assert.Equal([ThresholdState.NoData, ThresholdState.NoData], board.Summarise().Select(one => one.State));
        Second(board, 2, 5);

        Assert.Equal([(ThresholdState.Passed, 5.0), (ThresholdState.Passed, 2.0)], States(board)); // a request in the half of a second that is left
    }

    private static ThresholdBoard Board(params string[] thresholds) => new([.. thresholds.Select(Threshold.Parse)]);

    private static string[] Second(ThresholdBoard board, double end, params double[] milliseconds) => Take(board, end, isLast: false, milliseconds);

    private static string[] End(ThresholdBoard board, double end, params double[] milliseconds) => Take(board, end, isLast: true, milliseconds);

    private static string[] Take(ThresholdBoard board, double end, bool isLast, double[] milliseconds)
    {
        foreach (var time in milliseconds)
        {
            board.Add(Some.Sample(Math.Abs(time), error: time < 0 ? "no good" : null));
        }

        return
        [
            .. board.EndSecond(end, isLast).Select(change =>
                $"{(change.IsBroken ? "broken" : "holds")} {change.Threshold.Text} {change.ObservedText}{(change.EndsRun ? " ends the run" : "")}"),
        ];
    }

    private static (ThresholdState State, double? Observed) StateOf(ThresholdBoard board) => (board.Summarise()[0].State, board.Summarise()[0].Observed);

    private static IEnumerable<(ThresholdState State, double Observed)> States(ThresholdBoard board) => board.Summarise().Select(one => (one.State, one.Observed ?? -1));
}

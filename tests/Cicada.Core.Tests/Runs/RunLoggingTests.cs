using Cicada.Metrics;
using Cicada.Runs;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Cicada.Tests.Runs;

public sealed class RunLoggingTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 10, 12, 7, TimeSpan.Zero));
    private readonly List<LogMessage> _recorded = [];

    [Fact]
    public void A_message_goes_to_the_programs_log_and_is_recorded_with_its_number_and_place_in_the_run()
    {
        var inner = new ListLog();
        var logging = Logging(inner);
        var logger = logging.CreateLogger("Shop.Checkout");

        Say(logger, LogLevel.Information, "before");
        logging.Begin();
        _time.Advance(TimeSpan.FromSeconds(2.5));
        Say(logger, LogLevel.Error, "broken", new InvalidOperationException("why"));
        Say(logger, LogLevel.Error, "again");

        Assert.Equal(["before", "broken", "again"], inner.Lines.Select(line => line.Text));
        Assert.Equal(
            [(1, 0, "information", "before"), (2, 2.5, "error", "broken\nSystem.InvalidOperationException: why"), (3, 2.5, "error", "again")],
            _recorded.Select(line => (line.Sequence, Math.Round(line.ElapsedSeconds, 6), line.Level, line.Message)));
        Assert.All(_recorded, line => Assert.Equal("Shop.Checkout", line.Category));
        Assert.Equal(_recorded.Count, _recorded.Select(line => line.TimeNanoseconds).Distinct().Count());
    }

    [Theory]
    [InlineData(LogLevel.Trace, true, "debug")]
    [InlineData(LogLevel.Debug, true, "debug")]
    [InlineData(LogLevel.Debug, false, null)]
    [InlineData(LogLevel.Information, false, "information")]
    [InlineData(LogLevel.Warning, false, "warning")]
    [InlineData(LogLevel.Critical, false, "critical")]
    public void Messages_below_information_are_recorded_where_the_programs_log_has_them_too(LogLevel level, bool isInLog, string? recorded)
    {
        var logger = Logging(isInLog ? new ListLog() : NullLoggerFactory.Instance).CreateLogger("Shop");

        Say(logger, level, "said");

        Assert.Equal(recorded is not null, logger.IsEnabled(level));
        Assert.Equal(recorded is null ? [] : [recorded], _recorded.Select(line => line.Level));
    }

    [Fact]
    public void Of_too_many_messages_the_first_are_kept_and_the_last_line_says_how_many_were_not()
    {
        var logging = Logging(NullLoggerFactory.Instance);
        var logger = logging.CreateLogger("Shop");

        for (var i = 0; i < RunLogging.MaximumLines + 3; i++)
        {
            Say(logger, LogLevel.Information, "said");
        }

        logging.Close();
        Say(logger, LogLevel.Information, "too late");

        Assert.Equal(RunLogging.MaximumLines + 1, _recorded.Count);
        Assert.Equal(("warning", 3L, RunLogging.MaximumLines + 1L), (_recorded[^1].Level, _recorded[^1].LeftOut, _recorded[^1].Sequence));
    }

    [Fact]
    public void Of_a_long_message_the_beginning_is_kept()
    {
        Say(Logging(NullLoggerFactory.Instance).CreateLogger("Shop"), LogLevel.Information, new string('a', LogMessage.MaximumLength - 2) + "😀 and more");

        Assert.Equal(new string('a', LogMessage.MaximumLength - 2) + "…", _recorded.Single().Message);
    }

    [Fact]
    public async Task What_is_logged_in_a_run_reaches_its_outputs()
    {
        var script = new Script { Act = user => { Say(user.Run.Logging.CreateLogger("Shop"), LogLevel.Warning, "sold out"); return Task.CompletedTask; } };
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Iterations = 1 }, script);

        await rehearsal.PlayAsync();

        var lines = rehearsal.Output.Observations.OfType<LogMessage>().ToArray();
        Assert.Contains(lines, line => line is { Category: "Shop", Level: "warning", Message: "sold out" });
        Assert.Contains(lines, line => line is { Category: "Cicada.Run", Message: "Spawning 1 users at 100 a second." });
        Assert.Equal(Enumerable.Range(1, lines.Length).Select(number => (long)number), lines.Select(line => line.Sequence));
    }

    private RunLogging Logging(ILoggerFactory inner) => new(inner, new RunClock(_time), _recorded.Add);

    private static void Say(ILogger logger, LogLevel level, string text, Exception? exception = null) => logger.Log(level, 0, text, exception, (said, _) => said);
}

using Cicada.Commands;
using Cicada.Options;
using Cicada.Runs;
using Cicada.RunsApi;
using static Cicada.Tests.Commands.DoorUsers;

namespace Cicada.Tests.Commands;

public sealed class RunControlTests
{
    private readonly FakePlace _place = new();
    private readonly List<string> _said = [];
    private readonly RunControl _control;

    public RunControlTests()
    {
        var preparation = new RunPreparation(new LoadTestDefinition(), [typeof(GoodUser), typeof(PrintingUser)], [], RunOptionSpecs.All, [], Quiet());
        _control = new RunControl(new RunForm(preparation, new Dictionary<string, OptionValue>(), []), _place, new LoadEvents(), _said.Add, _ => null);
    }

    [Fact]
    public async Task A_run_is_on_when_the_start_is_answered_and_gone_when_its_end_is_in_the_store()
    {
        var id = await _control.StartAsync(new StartRequest { Users = 3 }, Token);

        Assert.Equal(id, _control.Live!.Run.Id);
        Assert.Equal(3, _control.Form().Values.Users);

        _place.Last.End(1);
        await _control.Ended;
        Assert.Null(_control.Live);
        Assert.Equal(1, _control.ExitCode);
    }

    [Fact]
    public async Task There_is_one_run_at_a_time_and_then_the_next()
    {
        var first = await _control.StartAsync(new StartRequest(), Token);

        var refusal = await Assert.ThrowsAsync<RefusedRequestException>(() => _control.StartAsync(new StartRequest(), Token));
        Assert.Equal(409, refusal.Status);
        Assert.Contains($"'{first}' is on", refusal.Message);

        _place.Last.End(0);
        await _control.Ended;
        Assert.NotEqual(first, await _control.StartAsync(new StartRequest(), Token));
        _place.Last.End(0);
        await _control.Ended;
    }

    [Fact]
    public async Task The_next_run_may_be_asked_for_while_the_terminal_is_still_told_about_the_last()
    {
        var first = await _control.StartAsync(new StartRequest(), Token);
        var run = _place.Last;

        run.Watcher.Ended(RunState.Stopped);
        var next = _control.StartAsync(new StartRequest(), Token);
        Assert.False(next.IsCompleted);
        run.Finish(0);

        Assert.NotEqual(first, await next);
        Assert.Equal(409, (await Assert.ThrowsAsync<RefusedRequestException>(() => _control.StartAsync(new StartRequest(), Token))).Status);
        _place.Last.End(0);
    }

    [Fact]
    public async Task Of_two_viewers_who_start_at_once_one_is_refused()
    {
        var starts = Enumerable.Range(0, 2).Select(_ => Task.Run(() => _control.StartAsync(new StartRequest(), Token))).ToArray();

        await Task.WhenAll(starts).ContinueWith(static _ => { }, TaskScheduler.Default);

        _ = Assert.Single(starts, start => start.IsCompletedSuccessfully);
        Assert.Equal(409, Assert.IsType<RefusedRequestException>(starts.Single(start => start.IsFaulted).Exception!.InnerException).Status);
        _place.Last.End(0);
    }

    [Fact]
    public async Task What_was_refused_leaves_the_way_free()
    {
        await Assert.ThrowsAsync<RefusedRequestException>(() => _control.StartAsync(new StartRequest { Users = 0 }, Token));

        await _control.StartAsync(new StartRequest(), Token);
        _place.Last.End(0);
    }

    [Fact]
    public async Task A_run_that_cannot_begin_is_refused_with_the_reason_and_the_next_can()
    {
        _place.Failure = new OutputException("The disk is full.", OutputFailureKind.Temporary);

        var refusal = await Assert.ThrowsAsync<RefusedRequestException>(() => _control.StartAsync(new StartRequest(), Token));

        Assert.Equal((503, "The disk is full."), (refusal.Status, refusal.Message));
        Assert.Equal(["The disk is full."], _said);
        Assert.Equal(ExitCode.BadOptions, _control.ExitCode);
        Assert.Null(_control.Live);
        _place.Failure = null;
        await _control.StartAsync(new StartRequest(), Token);
        _place.Last.End(0);
        await _control.Ended;
        Assert.Equal(0, _control.ExitCode);
    }

    [Fact]
    public async Task When_the_program_ends_no_run_begins_any_more()
    {
        await _control.StartAsync(new StartRequest(), Token);
        var closing = _control.CloseAsync("done");
        Assert.False(closing.IsCompleted);

        _place.Last.End(0);
        await closing;

        Assert.Equal(409, (await Assert.ThrowsAsync<RefusedRequestException>(() => _control.StartAsync(new StartRequest(), Token))).Status);
    }

    [Theory]
    [InlineData(-1, null, null, 0.0, "users", "The number of users is '-1'; expected a whole number of 0 or more.")]
    [InlineData(1, 0.0, null, 0.0, "spawn_rate", "The spawn rate is '0'; expected a number above 0.")]
    [InlineData(1, null, "Nobody", 1.0, "user_types.Nobody", "The user type 'Nobody' takes no part in this run; it has 'GoodUser', 'PrintingUser'.")]
    [InlineData(1, null, "GoodUser", -1.0, "user_types.GoodUser", "The user type 'GoodUser' has the weight '-1'; a weight is 0 or more.")]
    public async Task A_change_that_makes_no_sense_gets_a_sentence_at_its_field(int users, double? rate, string? type, double weight, string field, string sentence)
    {
        await _control.StartAsync(new StartRequest(), Token);

        var refusal = Assert.Throws<RefusedRequestException>(() => _control.Live!.Change(new LoadChange(users, rate, type is null ? null : [new(type, weight)])));

        Assert.Equal(422, refusal.Status);
        var problem = Assert.Single(refusal.Problems);
        Assert.Equal(field, problem.Field);
        Assert.StartsWith(sentence, problem.Message);
        _place.Last.End(0);
    }

    [Theory]
    [InlineData("", null, null, "title")]
    [InlineData("a\nb", null, null, "title")]
    [InlineData("good", "bad\u0007", null, "text")]
    [InlineData("good", null, -1.0, "elapsed")]
    [InlineData("good", null, 1e9, "elapsed")]
    public async Task A_mark_that_makes_no_sense_gets_a_sentence_at_its_field(string title, string? text, double? elapsed, string field)
    {
        await _control.StartAsync(new StartRequest(), Token);

        var refusal = Assert.Throws<RefusedRequestException>(() => _control.Live!.Annotate(new Annotation(title, text, elapsed)));

        Assert.Equal(field, Assert.Single(refusal.Problems).Field);
        _place.Last.End(0);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Surroundings Quiet() => new()
    {
        Output = TextWriter.Null,
        Error = TextWriter.Null,
        Input = TextReader.Null,
        OpenOutput = () => Stream.Null,
        WorkingFolder = Path.GetTempPath(),
        HomeFolder = Path.GetTempPath(),
        ProgramName = "shop",
    };

    /// <summary>Where runs begin and end as a test says, without any users.</summary>
    private sealed class FakePlace : IRunPlace
    {
        public void WriteLast(Run run)
        {
        }

        public FakeRun Last { get; private set; } = null!;

        public Exception? Failure { get; set; }

        public Run Create(RunOptions options, Plan plan, IRunWatcher? watcher, long faultsBefore)
        {
            Last = new FakeRun(new Run(plan, new RunServices()), watcher!);
            return Last.Run;
        }

        public Task<int> ExecuteAsync(Run run, RunOptions options)
        {
            if (Failure is not null)
            {
                return Task.FromException<int>(Failure);
            }

            Last.Watcher.Began(run);
            return Last.Code;
        }
    }

    private sealed class FakeRun(Run run, IRunWatcher watcher)
    {
        private readonly TaskCompletionSource<int> _code = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Run Run => run;

        public IRunWatcher Watcher => watcher;

        public Task<int> Code => _code.Task;

        public void End(int code)
        {
            watcher.Ended(RunState.Stopped);
            Finish(code);
        }

        public void Finish(int code) => _code.SetResult(code);
    }
}

using Cicada.TestSupport;

namespace Cicada.Tests.Runs;

/// <summary>What a run says and leaves when an output does not take what it recorded.</summary>
public sealed class RecordingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_an_output_did_not_take_waits_with_the_end_of_the_run_and_nothing_counts_as_lost()
    {
        var output = new ScriptedOutput("store")
        {
            Write = (_, _) => throw new OutputException("The disk is full.", OutputFailureKind.Temporary),
            Close = () => throw new OutputException("The disk is full.", OutputFailureKind.Temporary),
        };
        var rehearsal = Rehearse(output);

        var summary = await rehearsal.PlayAsync();

        var folder = Path.Combine(Root, rehearsal.Run.Id, "store");
        Assert.Equal(ExitCode.Success, summary.ExitCode);
        Assert.Equal((4, 0, 4, 0), (summary.Recording.Recorded, summary.Recording.Stored, summary.Recording.Spooled, summary.Recording.Dropped));
        Assert.Equal(
            [
                $"The output 'store' did not take the end of the run: The disk is full. It waits in '{folder}'. Keep that folder. It is delivered by the next start.",
                $"4 samples for the output 'store' wait in '{folder}'.",
            ],
            summary.Warnings);
        var files = SpoolFiles.Of("store", Root).Select(SpoolFiles.Read).ToArray();
        Assert.Equal(4, files.Sum(file => file.Batch.Requests.Length));
        Assert.All(files, file => Assert.Equal(rehearsal.Run.Id, file.Run!.Id));
        Assert.Equal([RunState.Running, RunState.Finished], files.Select(file => file.Run!.State).Distinct());
        Assert.Equal((rehearsal.Run.Id, 4), (files[^1].Summary!.Run, files[^1].Summary!.Recording.Spooled));
        Assert.Contains(files, file => file.Batch.Observations.OfType<RunEvent>().Any(happened => happened.Type == "test_stop"));
    }

    [Fact]
    public async Task The_second_folder_is_used_and_named_where_the_first_cannot_be()
    {
        File.WriteAllText(Root, "a file where the folder would be");
        var output = new ScriptedOutput("store") { Write = (_, _) => throw new OutputException("No.", OutputFailureKind.Final) };
        var rehearsal = Rehearse(output, _folder.Combine("second"));

        var summary = await rehearsal.PlayAsync();

        Assert.Equal(4, summary.Recording.Spooled);
        Assert.Equal(
            [$"4 samples for the output 'store' wait in '{Path.Combine(_folder.Combine("second"), rehearsal.Run.Id, "store")}'. Keep what is there. It is delivered by the next start."],
            summary.Warnings);
    }

    [Fact]
    public async Task An_output_with_a_folder_of_its_own_is_spooled_there_and_told_so()
    {
        var own = new ScriptedOutput("store") { SpoolFolder = _folder.Combine("beside"), Write = (_, _) => throw new OutputException("No.", OutputFailureKind.Final) };
        var other = new ScriptedOutput("influx") { Write = (_, _) => throw new OutputException("No.", OutputFailureKind.Final) };
        var rehearsal = Rehearse([own, other], fallback: _folder.Combine("second"));

        await rehearsal.PlayAsync();

        Assert.Equal(4, SpoolFiles.Of("store", _folder.Combine("beside")).Select(SpoolFiles.Read).Sum(file => file.Batch.Requests.Length));
        Assert.Equal(4, SpoolFiles.Of("influx", Root).Select(SpoolFiles.Read).Sum(file => file.Batch.Requests.Length));
        Assert.Empty(SpoolFiles.Of("store", Root, _folder.Combine("second")));
        Assert.Equal([_folder.Combine("beside"), _folder.Combine("second")], own.SpoolFoldersTold);
        Assert.Equal([Root, _folder.Combine("second")], other.SpoolFoldersTold);
    }

    [Fact]
    public async Task The_first_output_is_opened_last_so_that_no_run_begins_in_it_where_another_refuses()
    {
        var opened = new List<string>();
        var store = new ScriptedOutput("store") { Open = _ => opened.Add("store") };
        var influx = new ScriptedOutput("influx") { Open = _ => throw new PlanException(["The token is wrong."]) };

        await Assert.ThrowsAsync<PlanException>(() => Rehearse([store, influx]).PlayAsync());

        Assert.Empty(opened);
        Assert.Equal((1, 1), (store.Disposals, influx.Disposals));
    }

    [Fact]
    public async Task An_output_that_was_given_up_says_so_of_the_end_of_the_run()
    {
        ScriptedOutput? output = null;
        output = new ScriptedOutput("influx")
        {
            Pace = new OutputPace { FinalTimeout = TimeSpan.FromSeconds(2) },
            Write = (_, _) => throw new OutputException("It is away.", OutputFailureKind.Temporary),
            Close = () => throw new OperationCanceledException(),
        };

        var summary = await Rehearse(output).PlayAsync();

        Assert.Contains("The output 'influx' did not take the end of the run: It has taken nothing for 2 s. It waits in", summary.Warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Observations_that_wait_are_named_where_no_sample_does()
    {
        var output = new ScriptedOutput("store")
        {
            Write = (batch, _) => batch.Observations.OfType<RunEvent>().Any(happened => happened.Type == "test_stop")
                ? throw new OutputException("The disk is full.", OutputFailureKind.Temporary)
                : ValueTask.FromResult(new OutputResult(batch.Requests.Length)),
        };
        var rehearsal = Rehearse(output);

        var summary = await rehearsal.PlayAsync();

        Assert.Equal((4, 0), (summary.Recording.Stored, summary.Recording.Spooled));
        Assert.Equal(
            [$"What was observed beside the samples waits for the output 'store' in '{Path.Combine(Root, rehearsal.Run.Id, "store")}'. Keep what is there. It is delivered by the next start."],
            summary.Warnings);
    }

    [Fact]
    public async Task An_end_that_is_kept_nowhere_makes_the_exit_code_6()
    {
        File.WriteAllText(Root, "a file where the folder would be");
        var output = new ScriptedOutput("store") { Close = () => throw new OutputException("The disk is full.", OutputFailureKind.Temporary) };

        var summary = await Rehearse(output).PlayAsync();

        Assert.Equal(ExitCode.SamplesLost, summary.ExitCode);
        Assert.Equal(["The output 'store' could not be closed in order: The disk is full."], summary.Warnings);
    }

    [Fact]
    public async Task Two_outputs_of_one_name_do_not_write_over_each_other()
    {
        ScriptedOutput Dead() => new("mine") { Write = (_, _) => throw new OutputException("No.", OutputFailureKind.Final) };
        var rehearsal = Rehearse([Dead(), Dead()]);

        await rehearsal.PlayAsync();

        Assert.Equal(4, SpoolFiles.Of("mine", Root).Select(SpoolFiles.Read).Sum(file => file.Batch.Requests.Length));
        Assert.Equal(4, SpoolFiles.Of("mine-2", Root).Select(SpoolFiles.Read).Sum(file => file.Batch.Requests.Length));
    }

    [Fact]
    public async Task Samples_are_handed_over_four_times_a_second()
    {
        var times = new List<double>();
        Rehearsal? rehearsal = null;
        var output = new ScriptedOutput("store")
        {
            Write = (batch, _) =>
            {
                if (!batch.Requests.IsEmpty)
                {
                    times.Add(rehearsal!.Run.Elapsed.TotalSeconds);
                }

                return ValueTask.FromResult(new OutputResult(batch.Requests.Length));
            },
        };
        rehearsal = Rehearse([output], perSecond: 100);

        await rehearsal.PlayAsync();

        Assert.All(times.Zip(times.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 0, 0.27));
    }

    [Fact]
    public async Task A_batch_is_handed_over_early_when_its_texts_are_long()
    {
        var sizes = new List<int>();
        var script = new Script();
        script.Act = user =>
        {
            for (var i = 0; i < 3_000; i++)
            {
                using var call = user.Measure("test", "it");
                call.Fail(new string('x', 16 * 1024));
            }

            return Task.CompletedTask;
        };
        var output = new ScriptedOutput("store")
        {
            Write = (batch, _) =>
            {
                sizes.Add(batch.Requests.Length);
                return ValueTask.FromResult(new OutputResult(batch.Requests.Length));
            },
        };
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { RunTime = TimeSpan.FromSeconds(0.5) }, script, outputs: [output]);

        await rehearsal.PlayAsync();

        Assert.Equal(3_000, sizes.Sum());
        Assert.True(sizes.Max() <= 1024 + 256, $"{sizes.Max()} samples of 16,384 characters were in one batch.");
    }

    private string Root => _folder.Combine("spool");

    private Rehearsal Rehearse(IOutput output, string? fallback = null) => Rehearse([output], fallback: fallback);

    private Rehearsal Rehearse(IReadOnlyList<IOutput> outputs, int perSecond = 1, string? fallback = null)
    {
        var script = new Script { WaitTime = WaitTime.None };
        script.Act = async user =>
        {
            user.Measure("test", "it").Dispose();
            await user.PauseAsync(1.0 / perSecond);
        };
        return new Rehearsal(
            Rehearsal.Plan() with { RunTime = TimeSpan.FromSeconds(3.5) }, script, outputs: outputs, spoolFolder: Root, fallbackSpoolFolder: fallback);
    }
}

using Cicada.Outputs;
using Cicada.TestSupport.Time;
using CsCheck;

namespace Cicada.Tests.Outputs;

public sealed class OutputLoopTests : OutputLoopScene
{
    [Fact]
    public async Task What_an_output_takes_is_stored_and_nothing_is_left_on_disk()
    {
        var output = new ScriptedOutput("good");
        var loop = Loop(output);

        Offer(loop, 3, 4, 5);
        await EndAsync(loop);

        Assert.Equal(new RecordingCounts(12, 12, 0, 0, 0), loop.Counts);
        Assert.Empty(_disk.Entries);
    }

    [Fact]
    public async Task A_temporary_failure_is_tried_again_with_growing_pauses_until_it_succeeds()
    {
        var tries = new List<double>();
        var output = new ScriptedOutput("shaky")
        {
            Write = (batch, _) =>
            {
                tries.Add((_clock.GetUtcNow() - _clock.Start).TotalSeconds);
                return tries.Count < 5 ? throw new OutputException("away", OutputFailureKind.Temporary) : ValueTask.FromResult(new OutputResult(batch.Requests.Length));
            },
        };
        var loop = Loop(output);

        Offer(loop, 10);
        await _clock.AdvanceAsync(TimeSpan.FromSeconds(10));

        Assert.Equal([0, 0.1, 0.3, 0.7, 1.5], tries, (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal(new RecordingCounts(10, 10, 0, 0, 0), loop.Counts);
        await EndAsync(loop);
    }

    [Fact]
    public async Task An_exception_of_no_kind_counts_as_temporary()
    {
        var failed = false;
        var output = new ScriptedOutput("buggy")
        {
            Write = (batch, _) =>
            {
                if (!failed)
                {
                    failed = true;
                    throw new KeyNotFoundException();
                }

                return ValueTask.FromResult(new OutputResult(batch.Requests.Length));
            },
        };
        var loop = Loop(output);

        Offer(loop, 10);
        await EndAsync(loop);

        Assert.Equal(10, loop.Counts.Stored);
    }

    [Fact]
    public async Task A_permanent_failure_rejects_that_batch_only()
    {
        var first = true;
        var output = new ScriptedOutput("picky")
        {
            Write = (batch, _) =>
            {
                if (first)
                {
                    first = false;
                    throw new OutputException("no", OutputFailureKind.Permanent);
                }

                return ValueTask.FromResult(new OutputResult(batch.Requests.Length - 1, 1));
            },
        };
        var loop = Loop(output);

        Offer(loop, 10, 20);
        await EndAsync(loop);

        Assert.Equal(new RecordingCounts(30, 19, 0, 0, 11), loop.Counts);
    }

    [Fact]
    public async Task After_a_final_failure_everything_is_kept_on_disk()
    {
        var calls = 0;
        var output = new ScriptedOutput("dead")
        {
            Write = (batch, _) => ++calls == 1 ? ValueTask.FromResult(new OutputResult(batch.Requests.Length)) : throw new OutputException("never again", OutputFailureKind.Final),
        };
        var loop = Loop(output);

        Offer(loop, 1);
        await _clock.RestAsync();
        Offer(loop, 2, 3, 4);
        await EndAsync(loop);

        Assert.Equal(new RecordingCounts(10, 1, 9, 0, 0), loop.Counts);
        Assert.Equal(2, calls);
        Assert.Equal([2, 3, 4], _disk.SamplesByFile);
    }

    [Fact]
    public async Task A_slow_output_has_its_overflow_on_disk_and_gets_all_of_it_later()
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var seen = new List<long>();
        var output = new ScriptedOutput("slow")
        {
            Write = async (batch, _) =>
            {
                await open.Task;
                seen.AddRange(batch.Requests.ToArray().Select(sample => sample.CompletedNanoseconds));
                return new OutputResult(batch.Requests.Length);
            },
        };
        var loop = Loop(output, new OutputLimits { QueuedBatches = 2 });

        for (var i = 0; i < 20; i++)
        {
            Offer(loop, 5);
            await _clock.RestAsync();
        }

        Assert.True(loop.Counts.Spooled > 0);
        open.SetResult();
        await EndAsync(loop);

        Assert.Equal(new RecordingCounts(100, 100, 0, 0, 0), loop.Counts);
        Assert.Equal(100, seen.Distinct().Count());
        Assert.Equal(seen.Order(), seen);
        Assert.Empty(_disk.Entries);
    }

    [Fact]
    public async Task Beyond_the_limit_of_the_spool_samples_are_dropped_and_counted()
    {
        var output = new ScriptedOutput("dead") { Write = (_, _) => throw new OutputException("no", OutputFailureKind.Final) };
        var loop = Loop(output, new OutputLimits { SpoolBytes = 500 });

        for (var i = 0; i < 10; i++)
        {
            Offer(loop, 10);
            await _clock.RestAsync();
        }

        await EndAsync(loop);

        Assert.Equal(100, loop.Counts.Spooled + loop.Counts.Dropped);
        Assert.True(loop.Counts is { Spooled: > 0, Dropped: > 0 });
    }

    [Fact]
    public async Task Where_there_is_no_disk_samples_are_dropped_and_counted()
    {
        (_disk.FirstFails, _disk.SecondFails) = (true, true);
        var output = new ScriptedOutput("dead") { Write = (_, _) => throw new OutputException("no", OutputFailureKind.Final) };
        var loop = Loop(output);

        Offer(loop, 10, 10);
        await EndAsync(loop);

        Assert.Equal(new RecordingCounts(20, 0, 0, 20, 0), loop.Counts);
    }

    [Fact]
    public async Task What_the_spool_cannot_write_down_is_dropped_and_counted_and_the_rest_goes_on()
    {
        var output = new ScriptedOutput("dead") { Write = (_, _) => throw new OutputException("no", OutputFailureKind.Final) };
        var loop = Loop(output);

        Offer(loop, 10);
        var observation = new UnknownObservation { TimeNanoseconds = 1 };
        var shared = new SharedBatch(_pool, Samples(7), 7, [observation]);
        shared.HoldFor(1);
        loop.Offer(shared);
        Offer(loop, 3);
        await EndAsync(loop);

        Assert.Equal(new RecordingCounts(20, 0, 13, 7, 0), loop.Counts);
    }

    [Fact]
    public async Task An_output_that_is_away_at_the_end_is_given_the_final_timeout_and_the_rest_stays_on_disk()
    {
        var output = new ScriptedOutput("away") { Write = (_, _) => throw new OutputException("away", OutputFailureKind.Temporary) };
        var loop = Loop(output);
        Offer(loop, 10, 20);
        await _clock.RestAsync();
        var began = _clock.GetUtcNow();

        await EndAsync(loop);

        Assert.Equal(new RecordingCounts(30, 0, 30, 0, 0), loop.Counts);
        Assert.Equal(TimeSpan.FromSeconds(30), _clock.GetUtcNow() - began);
    }

    [Fact]
    public async Task An_output_that_hangs_and_ignores_its_token_does_not_hold_up_the_end()
    {
        var never = new TaskCompletionSource<OutputResult>();
        var output = new ScriptedOutput("deaf") { Write = (_, _) => new ValueTask<OutputResult>(never.Task) };
        var loop = Loop(output);
        Offer(loop, 10, 20);
        await _clock.RestAsync();

        await EndAsync(loop);

        Assert.Equal(new RecordingCounts(30, 0, 30, 0, 0), loop.Counts);
    }

    [Fact]
    public async Task The_memory_of_a_batch_is_not_used_again_while_an_output_holds_it()
    {
        var never = new TaskCompletionSource<OutputResult>();
        var held = default(ReadOnlyMemory<RequestSample>);
        var output = new ScriptedOutput("deaf")
        {
            Write = (batch, _) =>
            {
                held = batch.Requests;
                return new ValueTask<OutputResult>(never.Task);
            },
        };
        var loop = Loop(output);
        Offer(loop, 10);
        await _clock.RestAsync();
        var before = held.ToArray();

        await EndAsync(loop);

        Assert.Equal(before, held.ToArray());
    }

    [Fact]
    public async Task Disposing_twice_disposes_the_output_once()
    {
        var output = new ScriptedOutput("good");
        var loop = Loop(output);

        await loop.DisposeAsync();
        await loop.DisposeAsync();

        Assert.Equal(1, output.Disposals);
    }

    [Fact]
    public async Task Samples_lost_before_a_batch_are_recorded_and_dropped()
    {
        var loop = Loop(new ScriptedOutput("good"));

        loop.CountLost(5);
        Offer(loop, 5);
        await EndAsync(loop);

        Assert.Equal(new RecordingCounts(10, 5, 0, 5, 0), loop.Counts);
    }

    [Fact]
    public async Task A_damaged_spool_file_stays_where_it_is_and_in_the_accounts()
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var output = new ScriptedOutput("slow")
        {
            Write = async (batch, _) =>
            {
                await open.Task;
                return new OutputResult(batch.Requests.Length);
            },
        };
        var loop = Loop(output, new OutputLimits { QueuedBatches = 1 });
        for (var i = 0; i < 4; i++)
        {
            Offer(loop, 5);
            await _clock.RestAsync();
        }

        File.WriteAllText(_disk.Files[1], "nonsense");
        var damaged = _disk.Files[1];
        open.SetResult();
        await EndAsync(loop);

        Assert.Equal(new RecordingCounts(20, 15, 5, 0, 0), loop.Counts);
        Assert.Equal([damaged], _disk.Files);
    }

    [Fact]
    public async Task A_batch_whose_write_failed_is_on_disk_at_once_and_so_is_what_comes_after_it()
    {
        var output = new ScriptedOutput("away") { Write = (_, _) => throw new OutputException("away", OutputFailureKind.Temporary) };
        var loop = Loop(output);

        Offer(loop, 1);
        await _clock.RestAsync();
        Offer(loop, 2);
        Offer(loop, 3);
        await _clock.RestAsync();

        Assert.Equal(new RecordingCounts(6, 0, 6, 0, 0), loop.Counts);
        Assert.Equal([1, 2, 3], _disk.SamplesByFile);
        await EndAsync(loop);
    }

    [Fact]
    public async Task What_waits_on_disk_is_delivered_oldest_first_and_before_anything_newer()
    {
        var isAway = true;
        var seen = new List<int>();
        var output = new ScriptedOutput("shaky")
        {
            Write = (batch, _) =>
            {
                if (isAway)
                {
                    throw new OutputException("away", OutputFailureKind.Temporary);
                }

                seen.Add(batch.Requests.Length);
                return ValueTask.FromResult(new OutputResult(batch.Requests.Length));
            },
        };
        var loop = Loop(output);

        Offer(loop, 1, 2, 3);
        await _clock.AdvanceAsync(TimeSpan.FromSeconds(2));
        isAway = false;
        Offer(loop, 4);
        await _clock.AdvanceAsync(TimeSpan.FromSeconds(5));
        Offer(loop, 5);
        await _clock.RestAsync();

        Assert.Equal([1, 2, 3, 4, 5], seen);
        Assert.Equal(new RecordingCounts(15, 15, 0, 0, 0), loop.Counts);
        Assert.Empty(_disk.Entries);
        await EndAsync(loop);
    }

    [Fact]
    public async Task A_write_that_is_slow_sends_itself_and_all_that_waits_to_disk_and_is_not_repeated()
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var seen = new List<int>();
        var output = new ScriptedOutput("slow")
        {
            Write = async (batch, _) =>
            {
                seen.Add(batch.Requests.Length);
                await open.Task;
                return new OutputResult(batch.Requests.Length);
            },
        };
        var loop = Loop(output);

        Offer(loop, 1, 2);
        await _clock.AdvanceAsync(TimeSpan.FromMilliseconds(399));
        var before = loop.Counts;
        await _clock.AdvanceAsync(TimeSpan.FromMilliseconds(1));
        var after = loop.Counts;
        Offer(loop, 3);
        await _clock.RestAsync();

        Assert.Equal(new RecordingCounts(3, 0, 0, 0, 0), before);
        Assert.Equal(new RecordingCounts(3, 0, 3, 0, 0), after);
        Assert.Equal([1, 2, 3], _disk.SamplesByFile);
        open.SetResult();
        await _clock.RestAsync();
        Assert.Equal([1, 2, 3], seen);
        Assert.Equal(new RecordingCounts(6, 6, 0, 0, 0), loop.Counts);
        Assert.Empty(_disk.Entries);
        await EndAsync(loop);
    }

    [Fact]
    public async Task Batches_that_come_faster_than_they_are_taken_do_not_grow_old_in_memory()
    {
        // Each write is quick enough by itself, but there are more batches than that.
        var oneWrite = TimeSpan.FromMilliseconds(390);
        var output = new ScriptedOutput("behind")
        {
            Write = async (batch, _) =>
            {
                await Task.Delay(oneWrite, _clock, CancellationToken.None);
                return new OutputResult(batch.Requests.Length);
            },
        };
        var loop = Loop(output);

        for (var i = 0; i < 40; i++)
        {
            Offer(loop, 1);
            await _clock.AdvanceAsync(TimeSpan.FromMilliseconds(250));
            var counts = loop.Counts;
            Assert.True(counts.Recorded - counts.Stored - counts.Spooled <= 2, $"{counts}");
        }

        await EndAsync(loop);
        Assert.Equal(new RecordingCounts(40, 40, 0, 0, 0), loop.Counts);
    }

    [Fact]
    public async Task A_disk_that_is_full_for_a_moment_drops_nothing_that_memory_can_hold()
    {
        (_disk.FirstFails, _disk.SecondFails) = (true, true);
        var isAway = true;
        var seen = new List<int>();
        var output = new ScriptedOutput("away")
        {
            Write = (batch, _) =>
            {
                if (isAway)
                {
                    throw new OutputException("away", OutputFailureKind.Temporary);
                }

                seen.Add(batch.Requests.Length);
                return ValueTask.FromResult(new OutputResult(batch.Requests.Length));
            },
        };
        var loop = Loop(output);

        Offer(loop, 1, 2, 3);
        await _clock.AdvanceAsync(TimeSpan.FromSeconds(3));
        Assert.Equal(new RecordingCounts(6, 0, 0, 0, 0), loop.Counts);
        (_disk.FirstFails, _disk.SecondFails) = (false, false);
        await _clock.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(new RecordingCounts(6, 0, 6, 0, 0), loop.Counts);
        isAway = false;
        await EndAsync(loop);

        Assert.Equal([1, 2, 3], seen);
        Assert.Equal(new RecordingCounts(6, 6, 0, 0, 0), loop.Counts);
    }

    [Fact]
    public async Task Beyond_what_memory_can_hold_while_no_disk_takes_anything_the_newest_are_dropped_and_counted()
    {
        (_disk.FirstFails, _disk.SecondFails) = (true, true);
        var output = new ScriptedOutput("away") { Write = (_, _) => throw new OutputException("away", OutputFailureKind.Temporary) };
        var loop = Loop(output, new OutputLimits { QueuedBatches = 2 });

        for (var i = 0; i < 8; i++)
        {
            Offer(loop, 10);
            await _clock.RestAsync();
        }

        Assert.Equal(new RecordingCounts(80, 0, 0, 30, 0), loop.Counts);
        (_disk.FirstFails, _disk.SecondFails) = (false, false);
        await EndAsync(loop);
        Assert.Equal(new RecordingCounts(80, 0, 50, 30, 0), loop.Counts);
    }

    [Fact]
    public async Task A_disk_that_is_full_at_the_end_of_a_run_is_given_the_final_timeout()
    {
        (_disk.FirstFails, _disk.SecondFails) = (true, true);
        var output = new ScriptedOutput("dead") { Write = (_, _) => throw new OutputException("no", OutputFailureKind.Final) };
        var loop = Loop(output);
        Offer(loop, 10);
        await _clock.RestAsync();

        var ending = CompleteAsync(loop);
        await _clock.AdvanceAsync(TimeSpan.FromSeconds(20));
        _disk.SecondFails = false;
        await _clock.AdvanceUntilAsync(ending, TimeSpan.FromHours(1));

        Assert.Equal(new RecordingCounts(10, 0, 10, 0, 0), loop.Counts);
        await loop.DisposeAsync();
    }

    [Fact]
    public async Task An_output_that_works_is_written_to_from_memory_while_the_disk_is_full()
    {
        (_disk.FirstFails, _disk.SecondFails) = (true, true);
        var oneWrite = TimeSpan.FromSeconds(1);
        var output = new ScriptedOutput("slow")
        {
            Write = async (batch, _) =>
            {
                await Task.Delay(oneWrite, _clock, CancellationToken.None);
                return new OutputResult(batch.Requests.Length);
            },
        };
        var loop = Loop(output);

        Offer(loop, 1, 2, 3);
        await EndAsync(loop);

        Assert.Equal(new RecordingCounts(6, 6, 0, 0, 0), loop.Counts);
    }

    [Fact]
    public async Task What_an_output_does_not_account_for_counts_as_rejected()
    {
        var output = new ScriptedOutput("vague") { Write = (batch, _) => ValueTask.FromResult(new OutputResult(batch.Requests.Length == 1 ? 50 : 3)) };
        var loop = Loop(output);

        Offer(loop, 10, 1);
        await EndAsync(loop);

        Assert.Equal(new RecordingCounts(11, 4, 0, 0, 7), loop.Counts);
    }

    [Fact]
    public async Task An_end_that_the_output_does_not_take_is_kept_in_the_last_file()
    {
        var output = new ScriptedOutput("away")
        {
            Write = (_, _) => throw new OutputException("away", OutputFailureKind.Temporary),
            Close = () => throw new OutputException("still away", OutputFailureKind.Temporary),
        };
        var loop = Loop(output);
        await loop.OpenAsync(new OutputContext { Run = Some.Run(SpoolDisk.Run) }, CancellationToken.None);
        Offer(loop, 1, 2);
        await _clock.AdvanceUntilAsync(CompleteAsync(loop), TimeSpan.FromHours(1));

        await Assert.ThrowsAsync<OutputException>(() => loop.CloseAsync(Some.Run(SpoolDisk.Run) with { State = RunState.Stopped }, Some.Summary(SpoolDisk.Run)));
        await loop.DisposeAsync();

        var files = SpoolFiles.Of("away", _disk.Roots).Select(SpoolFiles.Read).ToArray();
        Assert.Equal([1, 2, 0], files.Select(file => file.Batch.Requests.Length));
        Assert.Equal([null, null, SpoolDisk.Run], files.Select(file => file.Summary?.Run));
        Assert.Equal([RunState.Running, RunState.Running, RunState.Stopped], files.Select(file => file.Run!.State));
        Assert.Equal(Path.Combine(_disk.First, SpoolDisk.Run, "away"), loop.EndWaitsIn);
        Assert.Equal(new RecordingCounts(3, 0, 3, 0, 0), loop.Counts);
    }

    [Fact]
    public async Task An_end_that_the_output_takes_leaves_no_file()
    {
        var loop = Loop(new ScriptedOutput("good"));
        Offer(loop, 1);
        await _clock.AdvanceUntilAsync(CompleteAsync(loop), TimeSpan.FromHours(1));

        await loop.CloseAsync(Some.Run(), Some.Summary());
        await loop.DisposeAsync();

        Assert.Null(loop.EndWaitsIn);
        Assert.Empty(_disk.Entries);
    }

    [Fact]
    public async Task The_end_of_a_run_whose_output_hangs_is_kept_too()
    {
        var never = new TaskCompletionSource<OutputResult>();
        var loop = Loop(new ScriptedOutput("deaf") { Write = (_, _) => new ValueTask<OutputResult>(never.Task) });
        Offer(loop, 4);
        await _clock.AdvanceUntilAsync(CompleteAsync(loop), TimeSpan.FromHours(1));

        await Assert.ThrowsAsync<OutputException>(() => loop.CloseAsync(Some.Run(), Some.Summary()));
        await loop.DisposeAsync();

        Assert.Equal([4, 0], _disk.SamplesByFile);
    }

    [Fact]
    public async Task Where_no_disk_takes_the_end_it_is_said_that_it_waits_nowhere()
    {
        (_disk.FirstFails, _disk.SecondFails) = (true, true);
        var loop = Loop(new ScriptedOutput("away") { Close = () => throw new OutputException("away", OutputFailureKind.Temporary) });
        await _clock.AdvanceUntilAsync(CompleteAsync(loop), TimeSpan.FromHours(1));

        await Assert.ThrowsAsync<OutputException>(() => loop.CloseAsync(Some.Run(), Some.Summary()));
        await loop.DisposeAsync();

        Assert.Null(loop.EndWaitsIn);
    }

    [Fact]
    public async Task The_files_of_a_run_are_nobody_elses_until_it_is_over()
    {
        var output = new ScriptedOutput("dead") { Write = (_, _) => throw new OutputException("no", OutputFailureKind.Final) };
        var loop = Loop(output);
        Offer(loop, 1, 2);
        await _clock.RestAsync();

        Assert.Equal(2, _disk.Files.Count);
        Assert.Empty(SpoolFiles.Of("dead", _disk.Roots));
        await EndAsync(loop);
        Assert.Equal(_disk.Files, SpoolFiles.Of("dead", _disk.Roots));
    }

    [Fact]
    public async Task Whatever_an_output_and_the_disks_do_the_account_balances_order_is_kept_and_little_is_at_risk() =>
        await Gen.Select(
            Gen.Int[0, 9].Array[1, 12],
            Gen.Select(Gen.Int[0, 60], Gen.Int[1, 600], Gen.Int[0, 12]).Array[1, 40],
            Gen.Int[1, 3],
            Gen.Int[0, 2].Select(size => new[] { 2_000L, 50_000L, 1_000_000_000L }[size]),
            Gen.Int[0, 1].Select(pace => pace == 0 ? OutputPace.Immediate : new OutputPace { FlushInterval = TimeSpan.FromSeconds(1), FlushPoints = 100, JoinedPoints = 200 })).SampleAsync(
            async (behaviour, steps, queued, spoolBytes, pace) =>
            {
                using var disk = new SpoolDisk();
                var clock = new SteppedClock();
                var limits = new OutputLimits { QueuedBatches = queued, SpoolBytes = spoolBytes };
                var delivered = new List<long>();
                var output = Wild(behaviour, pace, clock, delivered);
                var loop = new OutputLoop(output, disk.Spool(output.Name, limits, clock), clock, limits, new ListLog());
                loop.Start();
                var offered = new List<(DateTimeOffset At, int Samples)>();
                var (firstFailed, secondFailed) = (DateTimeOffset.MinValue, DateTimeOffset.MinValue);
                foreach (var (samples, pause, fault) in steps)
                {
                    // Most of the time the disks are well.
                    (disk.FirstFails, disk.FirstIsFull, disk.SecondFails) = (fault is 1 or 3, fault is 2 or 4, fault is 3 or 4 or 5);
                    offered.Add((clock.GetUtcNow(), samples));
                    Offer(loop, samples);
                    await clock.AdvanceAsync(TimeSpan.FromMilliseconds(pause));
                    firstFailed = fault is 1 or 2 or 3 or 4 ? clock.GetUtcNow() : firstFailed;
                    secondFailed = fault is 3 or 4 or 5 ? clock.GetUtcNow() : secondFailed;

                    var now = loop.Counts;
                    var atRisk = now.Recorded - now.Stored - now.Spooled - now.Dropped - now.Rejected;
                    var young = offered.Where(batch => clock.GetUtcNow() - batch.At < limits.SlowWrite + (pace.FlushInterval * 0.75)).Sum(batch => batch.Samples);
                    var longAgo = clock.GetUtcNow() - limits.SpoolRetryPause;
                    var isDiskWell = (firstFailed < longAgo || secondFailed < longAgo) && spoolBytes == 1_000_000_000L;
                    Assert.True(atRisk >= 0, $"{now}");
                    Assert.Equal(disk.SamplesByFile.Sum(), now.Spooled);
                    Assert.True(!isDiskWell || atRisk <= young, $"{atRisk} samples are at risk, {young} are young: {now}");
                }

                await clock.AdvanceUntilAsync(CompleteAsync(loop), TimeSpan.FromHours(2));
                await clock.AdvanceUntilAsync(DisposeAsync(loop), TimeSpan.FromHours(2));

                var counts = loop.Counts;
                var left = SpoolFiles.Of(output.Name, disk.Roots);
                Assert.Equal(offered.Sum(batch => batch.Samples), counts.Recorded);
                Assert.Equal(counts.Recorded, counts.Stored + counts.Spooled + counts.Dropped + counts.Rejected);
                Assert.True(counts is { Stored: >= 0, Spooled: >= 0, Dropped: >= 0, Rejected: >= 0 }, $"{counts}");
                Assert.Equal(counts.Spooled, left.Sum(SpoolDisk.SamplesIn));
                Assert.Equal(disk.Files, left);
                Assert.True(left.Count > 0 || !disk.Entries.Any(), "Empty folders were left.");
                Assert.True(IsAscending(delivered), "Something was delivered twice or out of order.");
                Assert.True(IsAscending(left.SelectMany(file => SpoolFiles.Read(file).Batch.Requests.ToArray()).Select(sample => sample.CompletedNanoseconds)), "The files are out of order.");
            },
            iter: 80,
            threads: 1);

    /// <summary>An output that does one thing after the other from a list.</summary>
    private static ScriptedOutput Wild(int[] behaviour, OutputPace pace, SteppedClock clock, List<long> delivered)
    {
        var call = 0;
        var aWhile = TimeSpan.FromSeconds(2);
        var aMoment = TimeSpan.FromMilliseconds(300);
        return new ScriptedOutput("wild")
        {
            Pace = pace,
            Write = async (batch, token) =>
            {
                var samples = batch.Requests.Length;
                var times = batch.Requests.ToArray().Select(sample => sample.CompletedNanoseconds).ToArray();
                var result = new OutputResult(samples);
                switch (behaviour[call++ % behaviour.Length])
                {
                    case 0: throw new OutputException("temporary", OutputFailureKind.Temporary);
                    case 1: throw new OutputException("permanent", OutputFailureKind.Permanent);
                    case 2 when call > 20: throw new OutputException("final", OutputFailureKind.Final);
                    case 3: throw new InvalidOperationException("bug");
                    case 4:
                        await Task.Delay(aWhile, clock, token);
                        break;
                    case 5 when call > 25:
                        await Task.Delay(Timeout.InfiniteTimeSpan, clock, token);
                        break;
                    case 6 when call > 25:
                        await Task.Delay(Timeout.InfiniteTimeSpan, clock, CancellationToken.None);
                        break;
                    case 7:
                        result = new OutputResult(samples / 2, samples - (samples / 2));
                        break;
                    case 8:
                        await Task.Delay(aWhile, clock, token);
                        throw new OutputException("slow and in vain", OutputFailureKind.Temporary);
                    case 9:
                        await Task.Delay(aMoment, clock, token);
                        break;
                }

                delivered.AddRange(times);
                return result;
            },
        };
    }

    private static bool IsAscending(IEnumerable<long> times)
    {
        var last = long.MinValue;
        return times.All(time => time > last && (last = time) == time);
    }

    private sealed record UnknownObservation : Observation;
}

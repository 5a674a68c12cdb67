using Cicada.Outputs;
using Cicada.TestSupport;
using Cicada.TestSupport.Time;
using CsCheck;

namespace Cicada.Tests.Outputs;

public sealed class OutputLoopTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SteppedClock _clock = new();
    private readonly SampleArrayPool _pool = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_an_output_takes_is_stored_and_nothing_is_left_on_disk()
    {
        var output = new ScriptedOutput("good");
        var loop = Loop(output);

        Offer(loop, 3, 4, 5);
        await EndAsync(loop);

        Assert.Equal(new RecordingCounts(12, 12, 0, 0, 0), loop.Counts);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
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
        Assert.Equal(9, Directory.GetFiles(loop.SpoolFolder).Sum(SamplesIn));
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
        Assert.False(Directory.Exists(loop.SpoolFolder));
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
        var notAFolder = _folder.Write("occupied", "a file where the spool would be");
        var output = new ScriptedOutput("dead") { Write = (_, _) => throw new OutputException("no", OutputFailureKind.Final) };
        var loop = new OutputLoop(output, notAFolder, _clock, new OutputLimits(), new ListLog());
        loop.Start();

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
        var observation = new UserCount { TimeNanoseconds = 1, UserClass = "U", Count = 1, Target = 1, ElapsedSeconds = double.NaN };
        var shared = new SharedBatch(_pool, Samples(7), 7, [observation]);
        shared.HoldFor(1);
        loop.Offer(shared);
        Offer(loop, 3);
        await EndAsync(loop);

        Assert.Equal(20, loop.Counts.Recorded);
        Assert.Equal(20, loop.Counts.Spooled + loop.Counts.Dropped);
        Assert.True(loop.Counts.Spooled >= 13);
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

        var spooled = Directory.GetFiles(loop.SpoolFolder).Order().ToArray();
        File.WriteAllText(spooled[0], "nonsense");
        open.SetResult();
        await EndAsync(loop);

        Assert.Equal(20, loop.Counts.Stored + loop.Counts.Spooled);
        Assert.True(File.Exists(spooled[0]));
    }

    [Fact]
    public async Task The_account_balances_whatever_an_output_does() =>
        await Gen.Select(Gen.Int[0, 7].Array[1, 12], Gen.Int[0, 60].Array[1, 40], Gen.Int[1, 3], Gen.Int[0, 2].Select(size => new[] { 200L, 2_000L, 1_000_000L }[size])).SampleAsync(
            async (behaviour, batches, queued, spoolBytes) =>
            {
                using var folder = new TemporaryFolder();
                var clock = new SteppedClock();
                var call = 0;
                var aWhile = TimeSpan.FromSeconds(2);
                var output = new ScriptedOutput("wild")
                {
                    Write = async (batch, token) =>
                    {
                        var samples = batch.Requests.Length;
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
                            case 7: return new OutputResult(samples / 2, samples - (samples / 2));
                        }

                        return new OutputResult(samples);
                    },
                };
                var loop = new OutputLoop(output, folder.Path, clock, new OutputLimits { QueuedBatches = queued, SpoolBytes = spoolBytes }, new ListLog());
                loop.Start();
                foreach (var samples in batches)
                {
                    Offer(loop, samples);
                    await clock.AdvanceAsync(TimeSpan.FromMilliseconds(400));
                }

                await clock.AdvanceUntilAsync(CompleteAsync(loop), TimeSpan.FromHours(2));
                await clock.AdvanceUntilAsync(DisposeAsync(loop), TimeSpan.FromHours(2));

                var counts = loop.Counts;
                var onDisk = Directory.Exists(loop.SpoolFolder) ? Directory.GetFiles(loop.SpoolFolder).Sum(SamplesIn) : 0;
                return counts.Recorded == batches.Sum()
                    && counts.Recorded == counts.Stored + counts.Spooled + counts.Dropped + counts.Rejected
                    && counts is { Stored: >= 0, Spooled: >= 0, Dropped: >= 0, Rejected: >= 0 }
                    && counts.Spooled == onDisk;
            },
            iter: 60,
            threads: 1);

    private static int SamplesIn(string path)
    {
        using var stream = File.OpenRead(path);
        return SpoolFormat.Read(stream).Requests.Length;
    }

    private static async Task<bool> CompleteAsync(OutputLoop loop)
    {
        await loop.CompleteAsync();
        return true;
    }

    private static async Task<bool> DisposeAsync(OutputLoop loop)
    {
        await loop.DisposeAsync();
        return true;
    }

    private OutputLoop Loop(IOutput output, OutputLimits? limits = null)
    {
        var loop = new OutputLoop(output, _folder.Path, _clock, limits ?? new OutputLimits(), new ListLog());
        loop.Start();
        return loop;
    }

    private void Offer(OutputLoop loop, params int[] counts)
    {
        foreach (var count in counts)
        {
            var shared = new SharedBatch(_pool, Samples(count), count, []);
            shared.HoldFor(1);
            loop.Offer(shared);
        }
    }

    private long _time;

    private RequestSample[] Samples(int count)
    {
        var samples = _pool.Rent();
        for (var i = 0; i < count; i++)
        {
            samples[i] = Some.Sample(completed: ++_time);
        }

        return samples;
    }

    private async Task EndAsync(OutputLoop loop)
    {
        await _clock.AdvanceUntilAsync(CompleteAsync(loop), TimeSpan.FromHours(1));
        await loop.DisposeAsync();
    }
}

using Cicada.Outputs;
using Microsoft.Extensions.Logging;

namespace Cicada.Tests.Outputs;

public sealed class OutputPaceTests : OutputLoopScene
{
    private static readonly TimeSpan HandOver = TimeSpan.FromMilliseconds(250);

    private readonly List<(double At, int Samples, int Observations)> _writes = [];

    [Fact]
    public async Task Small_batches_are_collected_for_the_flush_interval_and_written_as_one()
    {
        var loop = Loop(Collecting(new OutputPace { FlushInterval = TimeSpan.FromSeconds(1), FlushPoints = 1000, JoinedPoints = 4000 }));

        for (var i = 0; i < 8; i++)
        {
            Offer(loop, 10);
            await _clock.AdvanceAsync(HandOver);
        }

        await EndAsync(loop);

        // What is offered at 0 may hold samples a quarter of a second older, so it is written at 0.75.
        Assert.Equal([(0.75, 30, 0), (1.5, 30, 0), (2, 20, 0)], _writes);
        Assert.Equal(new RecordingCounts(80, 80, 0, 0, 0), loop.Counts);
        Assert.Empty(_disk.Entries);
    }

    [Fact]
    public async Task A_full_batch_is_written_without_waiting()
    {
        var loop = Loop(Collecting(new OutputPace { FlushInterval = TimeSpan.FromSeconds(10), FlushPoints = 100, JoinedPoints = 400 }));

        Offer(loop, 60);
        await _clock.AdvanceAsync(HandOver);
        Offer(loop, 60);
        await _clock.RestAsync();

        Assert.Equal([(0.25, 120, 0)], _writes);
        await EndAsync(loop);
    }

    [Fact]
    public async Task No_more_is_joined_than_the_output_wants_at_a_time()
    {
        var loop = Loop(Collecting(new OutputPace { FlushInterval = TimeSpan.FromSeconds(1), FlushPoints = 1000, JoinedPoints = 100 }));

        Offer(loop, 40, 40, 40, 150, 40);
        await EndAsync(loop);

        Assert.Equal([80, 40, 150, 40], _writes.Select(write => write.Samples));
    }

    [Fact]
    public async Task The_samples_of_joined_batches_keep_their_order()
    {
        var seen = new List<long>();
        var output = new ScriptedOutput("orderly")
        {
            Pace = new OutputPace { FlushInterval = TimeSpan.FromSeconds(1), FlushPoints = 1000, JoinedPoints = 1000 },
            Write = (batch, _) =>
            {
                seen.AddRange(batch.Requests.ToArray().Select(sample => sample.CompletedNanoseconds));
                return ValueTask.FromResult(new OutputResult(batch.Requests.Length));
            },
        };
        var loop = Loop(output);

        Offer(loop, 3, 4, 5);
        await EndAsync(loop);

        Assert.Equal(Enumerable.Range(1, 12).Select(time => (long)time), seen);
    }

    [Fact]
    public async Task A_patient_output_has_nothing_on_disk_while_it_is_well()
    {
        var files = 0;
        var loop = Loop(Collecting(new OutputPace { FlushInterval = TimeSpan.FromSeconds(20), FlushPoints = 100_000, JoinedPoints = 100_000 }));

        for (var i = 0; i < 100; i++)
        {
            Offer(loop, 1);
            await _clock.AdvanceAsync(HandOver);
            files += _disk.Files.Count;
        }

        Assert.Equal(0, files);
        Assert.Equal([(19.75, 79, 0)], _writes);
        await EndAsync(loop);
    }

    [Fact]
    public async Task A_patient_output_that_does_not_take_what_is_due_has_it_on_disk_at_once_and_joined_when_it_comes_back()
    {
        var away = true;
        var output = new ScriptedOutput("away")
        {
            Pace = new OutputPace { FlushInterval = TimeSpan.FromSeconds(1), FlushPoints = 1000, JoinedPoints = 1000 },
            Write = (batch, _) => away ? throw new OutputException("away", OutputFailureKind.Temporary) : Wrote(batch),
        };
        var loop = Loop(output);
        for (var i = 0; i < 40; i++)
        {
            Offer(loop, 10);
            await _clock.AdvanceAsync(HandOver);
        }

        Assert.Equal(400, loop.Counts.Spooled);
        away = false;
        await EndAsync(loop);

        Assert.Equal([400], _writes.Select(write => write.Samples));
        Assert.Equal(new RecordingCounts(400, 400, 0, 0, 0), loop.Counts);
        Assert.Empty(_disk.Entries);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_stays_and_those_around_it_are_delivered()
    {
        var away = true;
        var output = new ScriptedOutput("away")
        {
            Pace = new OutputPace { JoinedPoints = 1000 },
            Write = (batch, _) => away ? throw new OutputException("away", OutputFailureKind.Temporary) : Wrote(batch),
        };
        var loop = Loop(output);
        Offer(loop, 1, 2, 3, 4, 5);
        await _clock.RestAsync();
        File.WriteAllText(_disk.Files[2], "damaged");

        away = false;
        await EndAsync(loop);

        Assert.Equal([3, 9], _writes.Select(write => write.Samples));
        Assert.Equal(new RecordingCounts(15, 12, 3, 0, 0), loop.Counts);
        Assert.Single(_disk.Files);
    }

    [Fact]
    public async Task Many_points_in_few_batches_go_to_disk_before_they_fill_the_memory()
    {
        var never = new TaskCompletionSource<OutputResult>();
        var output = new ScriptedOutput("deaf") { Write = (_, token) => new ValueTask<OutputResult>(never.Task.WaitAsync(token)) };
        var loop = Loop(output, new OutputLimits { QueuedPoints = 100 });

        Offer(loop, 60);
        await _clock.RestAsync();
        Assert.Equal(0, loop.Counts.Spooled);
        Offer(loop, 60);
        await _clock.RestAsync();

        Assert.Equal(120, loop.Counts.Spooled);
        await EndAsync(loop);
    }

    [Fact]
    public async Task An_output_that_wants_no_requests_gets_only_observations_and_none_count_as_recorded()
    {
        var output = new ScriptedOutput("summary") { TakesRequests = false, Write = (batch, _) => Wrote(batch) };
        var loop = Loop(output);

        Offer(loop, 10);
        Offer(loop, 10, [Event(1), Event(2)]);
        loop.CountLost(3);
        await EndAsync(loop);

        Assert.Equal([(0, 0, 2)], _writes);
        Assert.Equal(default, loop.Counts);
        Assert.Equal(new RecordingCounts(2, 2, 0, 0, 0), loop.ObservationCounts);
    }

    [Fact]
    public async Task Observations_have_accounts_of_their_own_that_balance_too()
    {
        var calls = 0;
        var output = new ScriptedOutput("picky")
        {
            Write = (batch, _) => calls++ switch
            {
                0 => ValueTask.FromResult(new OutputResult(batch.Requests.Length, 0, 1)),
                1 => throw new OutputException("no", OutputFailureKind.Permanent),
                _ => throw new OutputException("never again", OutputFailureKind.Final),
            },
        };
        var loop = Loop(output);

        foreach (var first in (long[])[1, 10, 20])
        {
            Offer(loop, 5, [Event(first), Event(first + 1), Event(first + 2)]);
        }

        loop.CountLostObservations(4);
        await EndAsync(loop);

        Assert.Equal(new RecordingCounts(15, 5, 5, 0, 5), loop.Counts);
        Assert.Equal(new RecordingCounts(13, 2, 3, 4, 4), loop.ObservationCounts);
    }

    [Fact]
    public async Task A_destination_that_asks_to_be_left_alone_is_left_alone()
    {
        var tries = new List<double>();
        var output = new ScriptedOutput("busy")
        {
            Write = (batch, _) =>
            {
                tries.Add(Now);
                return tries.Count == 1 ? throw new OutputException("busy", OutputFailureKind.Temporary) { RetryAfter = TimeSpan.FromSeconds(7) }
                    : tries.Count == 2 ? throw new OutputException("busy", OutputFailureKind.Temporary) { RetryAfter = TimeSpan.Zero }
                    : Wrote(batch);
            },
        };
        var loop = Loop(output);

        Offer(loop, 1);
        await _clock.AdvanceAsync(TimeSpan.FromSeconds(20));

        Assert.Equal([0, 7, 7.2], tries, (a, b) => Math.Abs(a - b) < 1e-6);
        await EndAsync(loop);
    }

    [Fact]
    public async Task A_long_outage_is_said_at_its_beginning_once_a_minute_when_its_reason_changes_and_when_it_is_over()
    {
        var reason = "nobody listens";
        var output = new ScriptedOutput("away") { Write = (batch, _) => reason.Length > 0 ? throw new OutputException(reason, OutputFailureKind.Temporary) : Wrote(batch) };
        var loop = Loop(output);

        Offer(loop, 1);
        await _clock.AdvanceAsync(TimeSpan.FromSeconds(150));
        Assert.Equal(3, Complaints("nobody listens"));
        reason = "no password";
        await _clock.AdvanceAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(1, Complaints("no password"));
        reason = "";
        await EndAsync(loop);

        Assert.Single(_log.Lines, line => line.Text.Contains("takes batches again", StringComparison.Ordinal));

        int Complaints(string why) => _log.Above(LogLevel.Information).Count(message => message.EndsWith(why, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_part_of_a_pause_that_is_left_to_chance_only_makes_it_shorter()
    {
        var tries = new List<double>();
        var output = new ScriptedOutput("away")
        {
            Pace = new OutputPace { Jitter = 0.5 },
            Write = (_, _) =>
            {
                tries.Add(Now);
                throw new OutputException("away", OutputFailureKind.Temporary);
            },
        };
        var loop = Loop(output);

        Offer(loop, 1);
        await _clock.AdvanceAsync(TimeSpan.FromMinutes(5));
        await EndAsync(loop);

        var pauses = tries.Zip(tries.Skip(1), (before, after) => after - before).Skip(6).ToArray();
        Assert.All(pauses, pause => Assert.InRange(pause, 2.49, 5.01));
        Assert.True(pauses.Max() - pauses.Min() > 0.5, "Chance has no part in it.");
    }

    [Fact]
    public async Task An_output_may_be_waited_for_at_the_end_for_another_time_than_the_others()
    {
        var output = new ScriptedOutput("away")
        {
            Pace = new OutputPace { FinalTimeout = TimeSpan.FromSeconds(2) },
            Write = (_, _) => throw new OutputException("away", OutputFailureKind.Temporary),
        };
        var loop = Loop(output);
        Offer(loop, 1);
        await _clock.RestAsync();
        var began = Now;

        await _clock.AdvanceUntilAsync(CompleteAsync(loop), TimeSpan.FromHours(1));

        Assert.Equal(2, Now - began, 3);
        await loop.DisposeAsync();
    }

    [Fact]
    public async Task A_write_that_says_that_it_gets_on_is_waited_for_however_long_it_takes()
    {
        OutputContext? context = null;
        var forOnePart = TimeSpan.FromSeconds(20);
        var output = new ScriptedOutput("thorough") { OpenWith = given => context = given };
        output.Write = async (batch, token) =>
        {
            for (var part = 0; part < 20; part++)
            {
                await Task.Delay(forOnePart, _clock, token);
                context!.Progressed();
            }

            return new OutputResult(batch.Requests.Length);
        };
        var loop = Loop(output);
        await loop.OpenAsync(new OutputContext { Run = Some.Run(SpoolDisk.Run) }, CancellationToken.None);

        Offer(loop, 5);
        await EndAsync(loop);

        Assert.Equal(new RecordingCounts(5, 5, 0, 0, 0), loop.Counts);
    }

    [Fact]
    public async Task What_an_output_wants_to_be_reminded_of_stands_in_each_of_its_files()
    {
        var output = new ScriptedOutput("away")
        {
            SpoolNote = "http://127.0.0.1:8086/mydb",
            Write = (_, _) => throw new OutputException("away", OutputFailureKind.Final),
            Close = () => throw new OutputException("away", OutputFailureKind.Final),
        };
        var loop = Loop(output);
        await loop.OpenAsync(new OutputContext { Run = Some.Run(SpoolDisk.Run) }, CancellationToken.None);
        Offer(loop, 1, 2);
        await _clock.AdvanceUntilAsync(CompleteAsync(loop), TimeSpan.FromHours(1));
        await Assert.ThrowsAsync<OutputException>(() => loop.CloseAsync(Some.Run(SpoolDisk.Run), Some.Summary(SpoolDisk.Run)));
        await loop.DisposeAsync();

        Assert.Equal(["away"], SpoolFiles.Outputs(_disk.Roots));
        Assert.Equal(Enumerable.Repeat("http://127.0.0.1:8086/mydb", 3), SpoolFiles.Of("away", _disk.Roots).Select(file => SpoolFiles.Read(file).Note));
    }

    private double Now => (_clock.GetUtcNow() - _clock.Start).TotalSeconds;

    private ScriptedOutput Collecting(OutputPace pace) => new("patient") { Pace = pace, Write = (batch, _) => Wrote(batch) };

    private ValueTask<OutputResult> Wrote(OutputBatch batch)
    {
        _writes.Add((Now, batch.Requests.Length, batch.Observations.Count));
        return ValueTask.FromResult(new OutputResult(batch.Requests.Length));
    }

    private static RunEvent Event(long time) => new() { TimeNanoseconds = time, Type = "test_start", Title = "Start" };
}

namespace Cicada.Tests.Metrics;

/// <summary>Measuring by hand, inside a run.</summary>
public sealed class CallTests
{
    [Fact]
    public async Task A_call_is_recorded_once_however_often_and_by_whomever_it_is_disposed()
    {
        var samples = await RecordAsync(async user =>
        {
            var call = user.Measure("grpc", "Say");
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(call.Dispose)));
            call.Dispose();
        });

        Assert.Equal(("grpc", "Say", null), Assert.Single(samples) switch { var s => (s.Key.RequestType, s.Key.Name, s.Error) });
    }

    [Fact]
    public async Task A_call_lasts_from_its_making_to_its_end()
    {
        var samples = await RecordAsync(async user =>
        {
            using var call = user.Measure("grpc", "Say");
            call.ResponseLength = 77;
            await user.PauseAsync(0.25);
        });

        var sample = Assert.Single(samples);
        Assert.Equal((250_000_000, 250_000_000, 77), (sample.ResponseNanoseconds, sample.ServiceNanoseconds, sample.ResponseLength));
    }

    [Fact]
    public async Task The_text_of_a_failure_is_kept_up_to_a_length_and_what_a_user_sees_of_it_is_whole()
    {
        var seen = 0;
        var samples = await RecordAsync(user =>
        {
            using var call = user.Measure("t", "huge");
            call.Fail(new string('x', 1_000_000));
            seen = call.Detail!.Length;
            return Task.CompletedTask;
        });

        Assert.Equal(new string('x', 16 * 1024 - 1) + "…", Assert.Single(samples).Detail);
        Assert.Equal(1_000_000, seen);
    }

    [Theory]
    [InlineData(16_383, 0, 16_383)] // short enough
    [InlineData(16_384, 0, 16_384)] // just short enough
    [InlineData(16_385, 0, 16_384)] // cut: 16,383 characters and an ellipsis
    [InlineData(16_382, 2, 16_383)] // a letter of two halves on the border goes as a whole
    public void A_text_is_cut_between_letters(int letters, int wideLetters, int length)
    {
        var text = new string('x', letters) + string.Concat(Enumerable.Repeat("😀", wideLetters));

        var kept = Cicada.Metrics.ErrorText.Bound(text)!;

        Assert.Equal(length, kept.Length);
        Assert.Equal(kept, System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(kept)));
        Assert.Null(Cicada.Metrics.ErrorText.Bound(null));
    }

    [Fact]
    public async Task A_call_fails_with_a_reason_or_with_an_exception_and_passes_again()
    {
        var samples = await RecordAsync(user =>
        {
            using (var reason = user.Measure("t", "1 reason"))
            {
                reason.Fail("not what I ordered");
            }

            using (var exception = user.Measure("t", "2 exception"))
            {
                exception.Fail(new FormatException("garbled"));
                Assert.True(exception.Failed);
            }

            using (var passed = user.Measure("t", "3 passed"))
            {
                passed.Fail("no");
                passed.Pass();
                Assert.False(passed.Failed);
            }

            return Task.CompletedTask;
        });

        Assert.Equal([("failed", "not what I ordered"), ("FormatException", "garbled"), (null, null)], samples.Select(sample => (sample.Error, sample.Detail)));
    }

    [Fact]
    public async Task An_exception_that_leaves_the_block_and_the_task_fails_the_call_with_its_type()
    {
        var (samples, summary) = await PlayAsync(async user =>
        {
            using var call = user.Measure("t", "block");
            await Task.Yield();
            throw new TimeZoneNotFoundException("lost");
        });

        var sample = Assert.Single(samples);
        Assert.Equal(("TimeZoneNotFoundException", "lost"), (sample.Error, sample.Detail));
        Assert.Single(summary.UserErrors);
    }

    [Fact]
    public async Task A_reason_given_before_the_exception_is_kept()
    {
        var samples = await RecordAsync(user =>
        {
            using var call = user.Measure("t", "block");
            call.Fail("said before");
            throw new InvalidOperationException();
        });

        Assert.Equal(("failed", "said before"), (Assert.Single(samples).Error, Assert.Single(samples).Detail));
    }

    [Fact]
    public async Task An_exception_caught_inside_the_block_does_not_fail_the_call()
    {
        var samples = await RecordAsync(async user =>
        {
            using var call = user.Measure("t", "block");
            try
            {
                await Task.Yield();
                throw new InvalidOperationException();
            }
            catch (InvalidOperationException)
            {
            }
        });

        Assert.Null(Assert.Single(samples).Error);
    }

    [Fact]
    public async Task An_exception_caught_outside_the_block_but_in_the_task_still_fails_the_call()
    {
        var (samples, summary) = await PlayAsync(async user =>
        {
            try
            {
                using var call = user.Measure("t", "block");
                await Task.Yield();
                throw new InvalidOperationException();
            }
            catch (InvalidOperationException)
            {
            }
        });

        Assert.Equal("failed", Assert.Single(samples).Error);
        Assert.Empty(summary.UserErrors);
    }

    [Fact]
    public async Task A_call_in_a_catch_block_is_not_failed_by_the_exception_being_handled()
    {
        var samples = await RecordAsync(user =>
        {
            try
            {
                throw new InvalidOperationException();
            }
            catch (InvalidOperationException)
            {
                using var call = user.Measure("t", "repair");
            }

            return Task.CompletedTask;
        });

        Assert.Null(Assert.Single(samples).Error);
    }

    [Fact]
    public async Task A_call_in_a_catch_block_is_failed_by_an_exception_of_its_own()
    {
        var samples = await RecordAsync(user =>
        {
            try
            {
                throw new InvalidOperationException();
            }
            catch (InvalidOperationException)
            {
                using var call = user.Measure("t", "repair");
                throw new FormatException("again");
            }
        });

        Assert.Equal("FormatException", Assert.Single(samples).Error);
    }

    [Fact]
    public async Task Steering_the_user_out_of_the_block_is_no_failure()
    {
        var samples = await RecordAsync(user =>
        {
            using var call = user.Measure("t", "block");
            user.StopUser();
            return Task.CompletedTask;
        });

        Assert.Null(Assert.Single(samples).Error);
    }

    [Fact]
    public async Task Changing_a_recorded_call_is_a_mistake_with_a_sentence()
    {
        var (_, summary) = await PlayAsync(user =>
        {
            var call = user.Measure("t", "n");
            call.Dispose();
            var sentence = "The call 't n' has already been recorded; its name and verdict can be changed only before it is disposed and before its task ends. Do so earlier, inside its `using` block.";
            Assert.Equal(sentence, Assert.Throws<InvalidOperationException>(() => call.Fail("late")).Message);
            Assert.Equal(sentence, Assert.Throws<InvalidOperationException>(call.Pass).Message);
            Assert.Equal(sentence, Assert.Throws<InvalidOperationException>(() => call.Name = "late").Message);
            return Task.CompletedTask;
        });

        Assert.Empty(summary.UserErrors);
    }

    [Fact]
    public async Task A_call_can_be_renamed_until_it_is_recorded()
    {
        var samples = await RecordAsync(user =>
        {
            using var call = user.Measure("t", "/item/17");
            call.Name = "/item/{id}";
            return Task.CompletedTask;
        });

        Assert.Equal("/item/{id}", Assert.Single(samples).Key.Name);
    }

    [Fact]
    public async Task A_call_that_was_completed_but_never_disposed_is_recorded_at_the_end_of_its_task()
    {
        var open = 0;
        var samples = await RecordAsync(user =>
        {
            var call = user.Measure("t", "n");
            call.Complete();
            Interlocked.Increment(ref open);
            return Task.CompletedTask;
        });

        Assert.Single(samples);
    }

    [Fact]
    public async Task A_call_that_is_never_ended_is_recorded_as_cancelled_when_its_user_ends()
    {
        var samples = await RecordAsync(user =>
        {
            _ = user.Measure("t", "n");
            return Task.CompletedTask;
        });

        Assert.Equal("cancelled", Assert.Single(samples).Error);
    }

    [Fact]
    public async Task A_task_that_completes_thousands_of_calls_without_disposing_keeps_few_of_them()
    {
        var kept = 0;
        var samples = await RecordAsync(user =>
        {
            for (var i = 0; i < 5_000; i++)
            {
                var call = user.Measure("t", "n");
                call.Complete();
                kept += call.IsRecorded ? 1 : 0;
            }

            return Task.CompletedTask;
        });

        Assert.Equal(5_000, samples.Count);
        Assert.Equal(0, kept);
    }

    [Fact]
    public async Task Many_calls_at_once_in_one_task_are_all_recorded()
    {
        var samples = await RecordAsync(user => Task.WhenAll(Enumerable.Range(0, 500).Select(async i =>
        {
            using var call = user.Measure("t", "n");
            await user.PauseAsync(0.001 * (i % 7));
        })));

        Assert.Equal(500, samples.Count);
        Assert.Equal(500, samples.Select(sample => sample.CompletedNanoseconds).Distinct().Count());
    }

    [Fact]
    public async Task Calls_ended_by_several_threads_at_once_are_recorded_exactly_once()
    {
        var samples = await RecordAsync(async user =>
        {
            for (var round = 0; round < 2_000; round++)
            {
                var call = user.Measure("t", "n");
                using var gate = new Barrier(2);
                var other = Task.Run(() =>
                {
                    gate.SignalAndWait();
                    call.GiveUp();
                });
                gate.SignalAndWait();
                call.Dispose();
                await other;
            }
        });

        Assert.Equal(2_000, samples.Count);
    }

    private static async Task<IReadOnlyList<RequestSample>> RecordAsync(Func<ScriptedUser, Task> act) => (await PlayAsync(act)).Samples;

    private static async Task<(IReadOnlyList<RequestSample> Samples, RunSummary Summary)> PlayAsync(Func<ScriptedUser, Task> act)
    {
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Iterations = 1 }, new Script { Act = act });
        var summary = await rehearsal.PlayAsync();
        return ([.. rehearsal.Output.Samples], summary);
    }
}

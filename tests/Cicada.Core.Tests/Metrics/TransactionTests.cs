namespace Cicada.Tests.Metrics;

/// <summary>Groups of requests on fake time: their time, their verdict, and that no total has them.</summary>
public sealed class TransactionTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_that_its_user_is_stopped_in_came_to_no_end_and_is_not_counted_but_its_requests_are(bool isBlock)
    {
        var bought = 0;
        async Task Buy(ScriptedUser user)
        {
            user.Measure("GET", "/").Dispose();
            if (++bought == 3)
            {
                user.StopUser();
            }

            await Task.CompletedTask;
        }

        var script = new Script
        {
            Act = async user =>
            {
                if (isBlock)
                {
                    await user.Transaction("purchase", () => Buy(user));
                }
                else
                {
                    using var purchase = user.Transaction("purchase");
                    await Buy(user);
                }
            },
        };

        var summary = await new Rehearsal(Rehearsal.Plan() with { Users = 1 }, script).PlayAsync();

        Assert.Equal([("purchase", 2L, 0L)], summary.Transactions.Select(transaction => (transaction.Name, transaction.Count, transaction.Failures)));
        Assert.Equal((3L, 0L), (summary.Total.Count, summary.Total.Failures));
        Assert.Empty(summary.UserErrors);
    }

    [Fact]
    public async Task A_transaction_takes_the_time_of_everything_in_it()
    {
        var (summary, _) = await Played(user => user.Transaction("checkout", async () =>
        {
            await Request(user, "a", 0.2);
            await user.PauseAsync(1);
            await Request(user, "b", 0.3);
        }));

        var checkout = Assert.Single(summary.Transactions);
        Assert.Equal(("TRANSACTION", "checkout", 1L, 0L), (checkout.RequestType, checkout.Name, checkout.Count, checkout.Failures));
        Assert.Equal(1500, checkout.Mean, 5.0);
    }

    [Fact]
    public async Task Totals_count_requests_and_no_transactions()
    {
        var (summary, output) = await Played(
            user => user.Transaction("all", async () =>
            {
                await Request(user, "a", 0.1);
                await Request(user, "b", 0.1, fails: true);
            }),
            iterations: 3);

        Assert.Equal((6L, 3L), (summary.Total.Count, summary.Total.Failures));
        Assert.Equal(["a", "b"], summary.Requests.Select(request => request.Name));
        Assert.Equal(6, summary.Recording.Recorded);
        Assert.Equal(6, output.Samples.Count);
        Assert.Equal("b", Assert.Single(summary.Failures).Name);
        Assert.Equal((3L, 3L), (summary.Transactions[0].Count, summary.Transactions[0].Failures));
        var ofRequests = output.Observations.OfType<RequestStatistics>().ToList();
        Assert.Equal(6, ofRequests.Where(one => one.Name == "(all)").Sum(one => one.Count));
        Assert.Equal(6, ofRequests.Where(one => one.Name != "(all)").Sum(one => one.Count));
        var ofTransactions = output.Observations.OfType<TransactionStatistics>().ToList();
        Assert.Equal(3, ofTransactions.Sum(one => one.Count));
        Assert.All(ofTransactions, one => Assert.Equal(("all", false), (one.Name, one.Success)));
        Assert.DoesNotContain(output.Observations.OfType<FailureCount>(), one => one.Name == "all");
    }

    [Fact]
    public async Task A_using_block_is_the_same()
    {
        var (summary, _) = await Played(async user =>
        {
            using (user.Transaction("inside"))
            {
                await Request(user, "a", 0.2, fails: true);
            }

            await Request(user, "b", 0.1, fails: true);
            using (user.Transaction("after"))
            {
                await Request(user, "c", 0.1);
            }
        });

        Assert.Equal([("after", 0L), ("inside", 1L)], summary.Transactions.Select(one => (one.Name, one.Failures)));
        Assert.Empty(summary.UserErrors);
    }

    [Fact]
    public async Task A_failure_inside_fails_all_that_are_around_it_and_none_beside()
    {
        var (summary, _) = await Played(user => user.Transaction("outer", async () =>
        {
            await user.Transaction("bad", () => Request(user, "a", 0.1, fails: true));
            await user.Transaction("good", () => Request(user, "b", 0.1));
        }));

        Assert.Equal([("bad", 1L), ("good", 0L), ("outer", 1L)], summary.Transactions.Select(one => (one.Name, one.Failures)));
    }

    [Fact]
    public async Task Transactions_that_go_on_at_once_have_each_their_own_requests()
    {
        var (summary, _) = await Played(user => Task.WhenAll(
            user.Transaction("one", () => Request(user, "a", 0.3, fails: true)),
            user.Transaction("two", () => Request(user, "b", 0.2)),
            Request(user, "c", 0.1, fails: true)));

        Assert.Equal([("one", 1L, 300.0), ("two", 0L, 200.0)], summary.Transactions.Select(one => (one.Name, one.Failures, Math.Round(one.Mean / 10) * 10)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_exception_that_leaves_it_makes_it_fail_and_stays_one_error_of_the_user(bool block)
    {
        var (summary, _) = await Played(async user =>
        {
            if (block)
            {
                using var transaction = user.Transaction("checkout");
                await Request(user, "a", 0.1);
                throw new TimeoutException("too slow");
            }

            await user.Transaction("checkout", async () =>
            {
                await Request(user, "a", 0.1);
                throw new TimeoutException("too slow");
            });
        });

        Assert.Equal((1L, 1L), (summary.Transactions[0].Count, summary.Transactions[0].Failures));
        Assert.Equal(0, summary.Total.Failures);
        Assert.Single(summary.UserErrors);
    }

    [Fact]
    public async Task A_task_that_ends_by_its_own_words_has_not_failed_its_transaction()
    {
        var (summary, _) = await Played(user => user.Transaction("checkout", async () =>
        {
            await Request(user, "a", 0.1);
            user.Reschedule();
        }));

        Assert.Equal((1L, 0L), (summary.Transactions[0].Count, summary.Transactions[0].Failures));
        Assert.Empty(summary.UserErrors);
    }

    [Fact]
    public async Task What_is_said_of_a_request_after_the_transaction_but_before_the_end_of_the_task_counts()
    {
        var (summary, _) = await Played(async user =>
        {
            Call? call = null;
            await user.Transaction("checkout", async () =>
            {
                call = user.Measure("test", "a");
                await user.PauseAsync(0.1);
                call.Complete();
            });
            await user.PauseAsync(1);
            call!.Fail("on second thoughts");
        });

        var checkout = Assert.Single(summary.Transactions);
        Assert.Equal(1, checkout.Failures);
        Assert.Equal(100, checkout.Mean, 5.0);
    }

    [Fact]
    public async Task A_transaction_that_the_end_of_the_run_cuts_off_is_recorded_once_and_failed()
    {
        var script = new Script { Act = user => user.Transaction("checkout", () => Request(user, "a", 60)) };
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { RunTime = TimeSpan.FromSeconds(2), StopTimeout = TimeSpan.Zero }, script);

        var summary = await rehearsal.PlayAsync();

        Assert.Equal((1L, 1L), (summary.Transactions[0].Count, summary.Transactions[0].Failures));
        Assert.Equal((1L, 1L), (summary.Total.Count, summary.Total.Failures));
        Assert.DoesNotContain(summary.Warnings, warning => warning.Contains("left behind", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("p95(checkout) < 1s", ThresholdState.Broken)]
    [InlineData("p95(TRANSACTION *) < 2s", ThresholdState.Passed)]
    [InlineData("max < 1s", ThresholdState.Passed)] // of the requests
    [InlineData("max(*) < 1s", ThresholdState.Passed)]
    public async Task Thresholds_are_about_transactions_where_they_are_called_by_name(string threshold, ThresholdState state)
    {
        var (summary, _) = await Played(
            user => user.Transaction("checkout", async () =>
            {
                await Request(user, "a", 0.5);
                await user.PauseAsync(1);
            }),
            thresholds: [Threshold.Parse(threshold)]);

        Assert.Equal(state, Assert.Single(summary.Thresholds).State);
    }

    [Fact]
    public async Task Handlers_of_requests_see_requests_only()
    {
        var seen = new List<string>();
        var events = new LoadEvents();
        events.Request.Add(request => seen.Add(request.Name));

        await Played(user => user.Transaction("checkout", () => Request(user, "a", 0.1)), events: events);

        Assert.Equal(["a"], seen);
    }

    [Fact]
    public async Task A_measured_call_cannot_pose_as_one()
    {
        var (summary, _) = await Played(user =>
        {
            user.Measure("TRANSACTION", "checkout");
            return Task.CompletedTask;
        });

        Assert.Contains("Use Transaction(\"checkout\")", Assert.Single(summary.UserErrors).Message, StringComparison.Ordinal);
        Assert.Empty(summary.Transactions);
    }

    private static async Task Request(ScriptedUser user, string name, double seconds, bool fails = false)
    {
        using var call = user.Measure("test", name);
        await user.PauseAsync(seconds);
        if (fails)
        {
            call.Fail("said so");
        }
    }

    private static async Task<(RunSummary Summary, MemoryOutput Output)> Played(
        Func<ScriptedUser, Task> act, long iterations = 1, IReadOnlyList<Threshold>? thresholds = null, LoadEvents? events = null)
    {
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Iterations = iterations, Thresholds = thresholds ?? [] }, new Script { Act = act }, events);
        return (await rehearsal.PlayAsync(), rehearsal.Output);
    }
}

using System.Collections.Concurrent;
using Cicada.Users;

namespace Cicada.Tests.Runs;

public sealed class LoadChangeTests
{
    [Fact]
    public async Task Another_mix_replaces_only_users_of_whom_there_are_too_many_and_at_the_spawn_rate()
    {
        var (rehearsal, log) = Begin(users: 6);
        await rehearsal.AdvanceAsync(1);
        Assert.Equal((3, 3), Counts(rehearsal));
        log.Clear();

        Assert.True(rehearsal.Run.ChangeLoad(6, spawnRate: 1, Shares((nameof(OtherUser), new UserShare(Weight: 2)))));
        await rehearsal.AdvanceAsync(0);
        Assert.Equal((2, 4), Counts(rehearsal));

        Assert.True(rehearsal.Run.ChangeLoad(6, spawnRate: 1, Shares((nameof(OtherUser), new UserShare(FixedCount: 0, Weight: 0)))));
        await rehearsal.AdvanceAsync(1.5);
        Assert.Equal((4, 2), Counts(rehearsal));
        await rehearsal.AdvanceAsync(5);

        Assert.Equal((6, 0), Counts(rehearsal));
        Assert.Equal(10, log.Count);
        Assert.All(log.Where(word => word.StartsWith('-')).Select(word => word[1..]), gone => Assert.Contains("+" + Number(gone), log.Select(word => word[0] + Number(word[1..]))));
        rehearsal.Run.Stop("done");
        await rehearsal.EndAsync();
    }

    [Fact]
    public async Task Numbers_of_users_stay_apart_whatever_happens_to_the_mix()
    {
        var (rehearsal, log) = Begin(users: 20);
        await rehearsal.AdvanceAsync(1);

        foreach (var (users, weight) in new[] { (20, 3.0), (12, 0.5), (25, 0), (18, 9) })
        {
            rehearsal.Run.ChangeLoad(users, 100, Shares((nameof(OtherUser), new UserShare(Weight: weight))));
            await rehearsal.AdvanceAsync(3);
            Assert.Equal(users, rehearsal.Run.UserCount);
            Assert.Equal(users, Living(log).Distinct().Count());
        }

        rehearsal.Run.Stop("done");
        await rehearsal.EndAsync();
        Assert.Empty(rehearsal.Log.Above(Microsoft.Extensions.Logging.LogLevel.Information));
    }

    [Fact]
    public async Task Each_change_is_an_event_that_says_what_there_is_to_be()
    {
        var (rehearsal, _) = Begin(users: 2);
        await rehearsal.AdvanceAsync(1);

        rehearsal.Run.ChangeUsers(4, spawnRate: 0.5);
        rehearsal.Run.ChangeLoad(1, null, Shares((nameof(OtherUser), new UserShare(FixedCount: 1))));
        await rehearsal.AdvanceAsync(1);
        rehearsal.Run.Stop("done");
        await rehearsal.EndAsync();

        Assert.Equal(
            [("4 users", "4 users at 0.5 a second"), ("1 user", "1 users at 0.5 a second; OtherUser 1 fixed")],
            Events(rehearsal, "load_change").Select(change => (change.Title, change.Text)));
        Assert.False(rehearsal.Run.ChangeLoad(3, null, null));
    }

    [Fact]
    public async Task A_mark_stands_where_it_was_put_also_two_at_one_time()
    {
        var (rehearsal, _) = Begin(users: 1);
        await rehearsal.AdvanceAsync(5);

        rehearsal.Run.Annotate("one", "", TimeSpan.FromSeconds(2));
        rehearsal.Run.Annotate("two", "more", TimeSpan.FromSeconds(2));
        rehearsal.Run.Annotate("now", "", null);
        rehearsal.Run.Stop("done");
        await rehearsal.EndAsync();

        var start = Events(rehearsal, "test_start").Single().TimeNanoseconds;
        var marks = Events(rehearsal, "annotation");
        Assert.Equal(["one", "two", "now"], marks.Select(mark => mark.Title));
        Assert.Equal([2, 2, 5], marks.Select(mark => Math.Round((mark.TimeNanoseconds - start) / 1e9)));
        Assert.Equal(3, marks.Select(mark => mark.TimeNanoseconds).Distinct().Count());
    }

    private static IReadOnlyList<RunEvent> Events(Rehearsal rehearsal, string type) =>
        [.. rehearsal.Output.Observations.OfType<RunEvent>().Where(happened => happened.Type == type)];

    private static IEnumerable<int> Living(IEnumerable<string> log) =>
        log.GroupBy(word => int.Parse(Number(word[1..]), System.Globalization.CultureInfo.InvariantCulture))
            .SelectMany(number => Enumerable.Repeat(number.Key, number.Sum(word => word[0] == '+' ? 1 : -1)));

    private static string Number(string word) => word.Split(' ')[0];

    private static Dictionary<string, UserShare> Shares(params (string Type, UserShare Share)[] shares) => shares.ToDictionary(share => share.Type, share => share.Share);

    private static (int Scripted, int Other) Counts(Rehearsal rehearsal)
    {
        var types = rehearsal.Run.UserTypeCounts();
        return (types.GetValueOrDefault(nameof(ScriptedUser)), types.GetValueOrDefault(nameof(OtherUser)));
    }

    private static (Rehearsal Rehearsal, ConcurrentQueue<string> Log) Begin(int users)
    {
        var events = new LoadEvents();
        var log = new ConcurrentQueue<string>(); // users come and go on several threads
        events.UserAdd.Add(e => log.Enqueue($"+{e.User.Number} {e.User.GetType().Name}"));
        events.UserRemove.Add(e => log.Enqueue($"-{e.User.Number} {e.User.GetType().Name}"));
        var script = new Script { WaitTime = WaitTime.Constant(0.1) };
        var rehearsal = new Rehearsal(Rehearsal.Plan(typeof(ScriptedUser), typeof(OtherUser)) with { Users = users, StopTimeout = TimeSpan.Zero }, script, events);
        return (rehearsal.Start(), log);
    }

    public sealed class OtherUser : User
    {
        public override WaitTime WaitTime => WaitTime.Constant(0.1);

        [Task]
        public void Act()
        {
        }
    }
}

using System.Collections.Concurrent;
using Cicada.TestSupport;

namespace Cicada.Tests.Data;

/// <summary>Who gets which element, and what happens when none is left.</summary>
public sealed class FeederTests
{
    [Theory]
    [InlineData(false, 7)]
    [InlineData(true, 7)]
    [InlineData(false, 1)]
    [InlineData(true, 100)]
    public async Task Each_element_is_handed_out_once_to_users_that_ask_at_once(bool shuffled, int users)
    {
        var source = Feeder.From(Enumerable.Range(0, 2_000));
        var feeder = (shuffled ? source.Shuffled() : source.Sequential()).ThenStopUser();
        var taken = new ConcurrentQueue<int>();
        var script = new Script
        {
            WaitTime = WaitTime.None,
            Act = async user =>
            {
                await Task.Yield();
                taken.Enqueue(feeder.Next(user));
            },
        };

        var summary = await new Rehearsal(Rehearsal.Plan() with { Users = users }, script).PlayAsync();

        Assert.Equal(Enumerable.Range(0, 2_000), taken.Order());
        Assert.Equal(RunState.Finished, summary.State);
        Assert.Empty(summary.UserErrors);
    }

    [Fact]
    public async Task A_user_that_finds_nothing_ends_with_its_OnStop_and_the_run_says_so_once()
    {
        var feeder = Feeder.From(["a", "b", "c"], "names").Sequential().ThenStopUser();
        var script = Taking(feeder, 2);

        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Users = 2 }, script);
        await rehearsal.PlayAsync();

        Assert.Equal(2, script.Words.Count(word => word == "stop"));
        Assert.Equal(["a", "b", "c"], script.Words.Where(word => word != "stop"));
        var dry = Assert.Single(rehearsal.Output.Events, one => one.Type == "feeder_dry");
        Assert.Equal("The feeder 'names' ran dry", dry.Title);
        Assert.Equal("A 'ScriptedUser' asked after its 3 elements; users that ask it end.", dry.Text);
    }

    [Fact]
    public async Task A_feeder_that_runs_dry_can_end_the_run_which_says_why()
    {
        var feeder = Feeder.From(["a", "b", "c"], "names").Shuffled().ThenStopRun();
        var script = Taking(feeder, 1);

        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Users = 2 }, script);
        var summary = await rehearsal.PlayAsync();

        Assert.Equal(RunState.Stopped, summary.State);
        Assert.Equal(2, script.Words.Count(word => word == "stop"));
        Assert.Equal("the feeder 'names' ran dry", Assert.Single(rehearsal.Output.Events, one => one.Type == "test_stopping").Text);
    }

    [Fact]
    public async Task Without_a_word_a_sequential_feeder_begins_again()
    {
        var script = Taking(Feeder.From(["a", "b"]).Sequential(), 1);

        await new Rehearsal(Rehearsal.Plan() with { Iterations = 5 }, script).PlayAsync();

        Assert.Equal(["a", "b", "a", "b", "a"], script.Words.Where(word => word != "stop"));
    }

    [Fact]
    public async Task A_feeder_that_fails_when_dry_is_an_error_of_the_user_in_a_sentence()
    {
        var script = Taking(Feeder.From(["a"], "names").Sequential().ThenFail(), 1);

        var summary = await new Rehearsal(Rehearsal.Plan() with { Iterations = 3 }, script).PlayAsync();

        var error = Assert.Single(summary.UserErrors);
        Assert.Equal(2, error.Occurrences);
        Assert.StartsWith("The feeder 'names' ran dry: user number 0 asked for more than its only element.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shuffled_elements_come_in_the_order_of_the_seed_and_each_round_in_another()
    {
        string[] letters = [.. Enumerable.Range(0, 20).Select(number => $"{number}")];
        async Task<string[]> Played(int seed)
        {
            var script = Taking(Feeder.From(letters).Shuffled(), 1);
            await new Rehearsal(Rehearsal.Plan() with { Iterations = 40, Seed = seed }, script).PlayAsync();
            return [.. script.Words.Where(word => word != "stop")];
        }

        var (first, second, other) = (await Played(1), await Played(1), await Played(2));

        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
        Assert.Equal(letters.Order(), first[..20].Order());
        Assert.Equal(letters.Order(), first[20..].Order());
        Assert.NotEqual(first[..20], first[20..]);
    }

    [Fact]
    public async Task Each_run_begins_with_the_first_element_though_the_feeder_is_the_same()
    {
        var feeder = Feeder.From(["a", "b", "c"]).Sequential();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var script = Taking(feeder, 1);
            await new Rehearsal(Rehearsal.Plan() with { Iterations = 2 }, script).PlayAsync();
            Assert.Equal(["a", "b"], script.Words.Where(word => word != "stop"));
        }
    }

    [Fact]
    public async Task A_user_without_an_element_of_its_own_fails_or_ends_or_shares()
    {
        var own = Feeder.From(["a", "b"], "names").UniquePerUser();
        async Task<(string Words, RunSummary Summary)> Played(Feeder<string> feeder)
        {
            var script = Taking(feeder, 1);
            var summary = await new Rehearsal(Rehearsal.Plan() with { Users = 3, RunTime = TimeSpan.FromSeconds(0.5) }, script).PlayAsync();
            return (string.Concat(script.Words.Where(word => word != "stop").Order()), summary);
        }

        var failing = await Played(own);
        var ending = await Played(own.ThenStopUser());
        var sharing = await Played(own.ThenBeginAgain());

        Assert.Equal(("ab", 1), (failing.Words, failing.Summary.UserErrors.Count));
        Assert.Contains("user number 2", failing.Summary.UserErrors[0].Message, StringComparison.Ordinal);
        Assert.Equal(("ab", 0), (ending.Words, ending.Summary.UserErrors.Count));
        Assert.Equal(("aab", 0), (sharing.Words, sharing.Summary.UserErrors.Count));
    }

    [Fact]
    public void A_random_feeder_has_no_end_to_speak_of()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => Feeder.From(["a"], "names").Random().ThenStopRun());

        Assert.Contains("'names' at random", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_csv_file_is_read_with_quotes_and_told_what_is_wrong_with_it()
    {
        using var folder = new TemporaryFolder();
        string File(string text)
        {
            var path = Path.Combine(folder.Path, "accounts.csv");
            System.IO.File.WriteAllText(path, text);
            return path;
        }

        var rows = Feeder.FromCsv(File("name,says\r\nann,\"\"\"hi\"\", she said,\ntwice\"\r\n\r\nben,\n"));
        Assert.Equal(2, rows.Count);
        Assert.Equal("\"hi\", she said,\ntwice", rows.Items[0]["says"]);
        Assert.Equal([new("name", "ben"), new("says", "")], rows.Items[1]);
        Assert.Equal(["name", "says"], rows.Items[1].Keys);

        var missing = Assert.Throws<KeyNotFoundException>(() => rows.Items[0]["nmae"]);
        Assert.Contains("names 'name', 'says'", missing.Message, StringComparison.Ordinal);
        Assert.Contains("Record 2", Assert.Throws<FormatException>(() => Feeder.FromCsv(File("a,b\n1\n"))).Message, StringComparison.Ordinal);
        Assert.Contains("names 'a' twice", Assert.Throws<FormatException>(() => Feeder.FromCsv(File("a,b,a\n1,2,3\n"))).Message, StringComparison.Ordinal);
        Assert.Contains("Record 3", Assert.Throws<FormatException>(() => Feeder.FromCsv(File("a\n1\n\"2\n3"))).Message, StringComparison.Ordinal);
        Assert.Contains("'accounts.csv' has no data", Assert.Throws<ArgumentException>(() => Feeder.FromCsv(File("a,b\n"))).Message, StringComparison.Ordinal);
    }

    private static Script Taking(Feeder<string> feeder, int each)
    {
        var script = new Script();
        script.Act = user =>
        {
            for (var i = 0; i < each; i++)
            {
                script.Note(user, feeder.Next(user));
            }

            return Task.CompletedTask;
        };
        script.OnStop = user =>
        {
            script.Note(user, "stop");
            return Task.CompletedTask;
        };
        return script;
    }
}

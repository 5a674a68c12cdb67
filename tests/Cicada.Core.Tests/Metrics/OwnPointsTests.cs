using Cicada.Metrics;

namespace Cicada.Tests.Metrics;

/// <summary>What users write themselves, inside a run.</summary>
public sealed class OwnPointsTests
{
    [Fact]
    public async Task A_point_reaches_the_output_as_it_was_written()
    {
        var point = Assert.Single(await WriteAsync(points =>
            points.Write("baskets", tags: [("shop", "eu")], fields: [("items", 3), ("total", 99.5), ("paid", true), ("voucher", "none")])));

        Assert.Equal(("baskets", true), (point.Measurement, point.HasOwnTime));
        Assert.Equal([new PointTag("shop", "eu")], point.Tags);
        Assert.Equal(
            [new PointField("items", 3), new("total", 99.5), new("paid", true), new("voucher", "none")],
            point.Fields);
    }

    [Fact]
    public async Task Points_of_one_moment_have_times_of_their_own_unless_they_are_given_one()
    {
        var noon = new DateTimeOffset(2026, 11, 23, 13, 0, 0, TimeSpan.FromHours(1)).AddTicks(1);

        var written = await WriteAsync(points =>
        {
            points.Write("baskets", fields: [("items", 1)]);
            points.Write("baskets", fields: [("items", 2)]);
            points.Write("baskets", fields: [("items", 3)], time: noon);
            points.Write("baskets", fields: [("items", 4)], time: noon);
        });

        Assert.NotEqual(written[0].TimeNanoseconds, written[1].TimeNanoseconds);
        Assert.InRange(written[1].TimeNanoseconds - written[0].TimeNanoseconds, 1, 1000);
        Assert.Equal([1_795_435_200_000_000_100, 1_795_435_200_000_000_100], written.Skip(2).Select(point => point.TimeNanoseconds));
        Assert.Equal([true, true, false, false], written.Select(point => point.HasOwnTime));
    }

    [Fact]
    public async Task Dictionaries_are_taken_as_other_clients_have_them()
    {
        var fields = new Dictionary<string, object>
        {
            ["byte"] = (byte)1,
            ["long"] = long.MaxValue,
            ["ulong"] = 5UL,
            ["float"] = 0.5f,
            ["decimal"] = 19.99m,
            ["text"] = "a",
            ["truth"] = false,
            ["value"] = FieldValue.Integer(7),
            ["unknown"] = null!,
        };

        var point = Assert.Single(await WriteAsync(points => points.Write("baskets", new Dictionary<string, string> { ["shop"] = "eu", ["empty"] = "" }, fields)));

        Assert.Equal([new PointTag("shop", "eu")], point.Tags);
        Assert.Equal(
            new Dictionary<string, FieldValue>
            {
                ["byte"] = 1,
                ["long"] = long.MaxValue,
                ["ulong"] = 5,
                ["float"] = 0.5,
                ["decimal"] = 19.99,
                ["text"] = "a",
                ["truth"] = false,
                ["value"] = 7,
            },
            point.Fields.ToDictionary(field => field.Key, field => field.Value));
    }

    [Fact]
    public async Task Handlers_of_the_first_and_the_last_event_can_write_and_what_comes_later_is_refused()
    {
        var late = new List<string>();
        var events = new LoadEvents();
        events.TestStart.Add(e => e.Run.Points.Write("notes", fields: [("text", "start")]));
        events.TestStop.Add(e => e.Run.Points.Write("notes", fields: [("text", "stop")]));
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Iterations = 1 }, events: events);
        events.Quitting.Add(_ => late.Add(Assert.Throws<InvalidOperationException>(() => rehearsal.Run.Points.Write("notes", fields: [("text", "late")])).Message));

        var summary = await rehearsal.PlayAsync();

        Assert.Equal(["start", "stop"], rehearsal.Output.Observations.OfType<OwnPoint>().Select(point => point.Fields[0].Value.AsString()));
        Assert.Contains("'notes' was written after the end of the run", Assert.Single(late), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Success, summary.ExitCode);
    }

    [Fact]
    public async Task What_cannot_be_a_point_is_a_user_error_and_the_user_goes_on()
    {
        var script = new Script
        {
            Act = user =>
            {
                user.Points.Write("cicada_users", fields: [("count", 1)]);
                return Task.CompletedTask;
            },
        };
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Iterations = 3 }, script);

        var summary = await rehearsal.PlayAsync();

        var error = Assert.Single(summary.UserErrors);
        Assert.Equal(3, error.Occurrences);
        Assert.Contains("names that begin with 'cicada_' are Cicada's own", error.Message, StringComparison.Ordinal);
        Assert.Empty(rehearsal.Output.Observations.OfType<OwnPoint>());
    }

    [Fact]
    public async Task Users_that_write_more_than_any_output_takes_never_wait_and_every_point_is_accounted_for()
    {
        const int Written = 230_000;
        var output = new ScriptedOutput("store") { Write = (_, _) => throw new OutputException("Not now.", OutputFailureKind.Temporary) };
        var script = new Script
        {
            Act = user =>
            {
                for (var i = 0; i < Written; i++)
                {
                    user.Points.Write("flood", fields: [("i", i)]);
                }

                return Task.CompletedTask;
            },
        };
        using var folder = new TestSupport.TemporaryFolder();
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Iterations = 1 }, script, outputs: [output], spoolFolder: folder.Combine("spool"));

        var summary = await rehearsal.PlayAsync();

        var lost = Written - 200_000;
        var account = summary.Recording.Outputs.Single().Observations;
        Assert.Equal((account.Recorded, (long)lost), (account.Spooled + account.Dropped, account.Dropped));
        Assert.Equal(ExitCode.SamplesLost, summary.ExitCode);
        Assert.Contains(summary.Warnings, warning => warning.StartsWith($"{lost} points and values of your own were lost", StringComparison.Ordinal));
        var kept = SpoolFiles.Of("store", folder.Combine("spool")).Select(SpoolFiles.Read).Select(file => file.Batch.Observations.OfType<OwnPoint>().ToList()).ToList();
        Assert.Equal(Enumerable.Range(0, 200_000), kept.SelectMany(points => points).Select(point => (int)point.Fields[0].Value.AsInteger()));
        Assert.All(kept, points => Assert.InRange(points.Count, 0, 10_000));
    }

    [Theory]
    [InlineData("", "shop", "items", "The measurement of a point is ''; expected a name")]
    [InlineData("cicada_x", "shop", "items", "'cicada_x'; names that begin with 'cicada_' are Cicada's own")]
    [InlineData("two\nlines", "shop", "items", "expected a name of 1 to 200 characters without line breaks")]
    [InlineData("m", "run", "items", "the tag 'run', which Cicada sets itself")]
    [InlineData("m", "worker", "items", "the tag 'worker', which Cicada sets itself")]
    [InlineData("m", "time", "items", "the tag 'time', which Cicada sets itself")]
    [InlineData("m", "", "items", "The key of a tag of 'm' is ''")]
    [InlineData("m", "shop", "time", "a field 'time', which is a name Cicada uses itself")]
    [InlineData("m", "shop", "run", "a field 'run', which is a name Cicada uses itself")]
    [InlineData("m", "shop", "shop", "'shop' is both a tag and a field of a point of 'm'")]
    [InlineData("m", "shop", "", "The key of a field of 'm' is ''")]
    public void A_name_that_cannot_be_one_is_refused_with_a_sentence(string measurement, string tag, string field, string sentence)
    {
        var refusal = Assert.Throws<ArgumentException>(() => OwnDataRules.Require(measurement, [new(tag, "eu")], [new(field, 1)]));

        Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_too_long_too_much_or_twice_is_refused_with_a_sentence()
    {
        PointField[] one = [new("items", 1)];
        (PointTag[] Tags, PointField[] Fields, string Sentence)[] wrong =
        [
            ([], [], "has no field; a point has at least one"),
            ([new("half\uD83D", "x")], one, "expected a name of 1 to 200 characters"),
            ([], [new("half\uD83D", 1)], "expected a name of 1 to 200 characters"),
            ([new("shop", "eu"), new("shop", "us")], one, "The tag 'shop' of 'm' is there twice"),
            ([], [new("items", 1), new("items", 2)], "The field 'items' of 'm' is there twice"),
            ([.. Numbered(20).Select(key => new PointTag(key, "x")), new("key3", "y")], one, "of 'm' is there twice"),
            ([new("shop", null!)], one, "The tag 'shop' of 'm' is null"),
            ([new("shop", new string('x', 1001))], one, "has 1001 characters"),
            ([.. Numbered(33).Select(key => new PointTag(key, "x"))], one, "has 33 tags; expected 32 at the most"),
            ([.. Numbered(20).Select(key => new PointTag(key, new string('x', 1000)))], one, "characters together; expected 16384 at the most"),
            ([], [.. Numbered(257).Select(key => new PointField(key, 1))], "has 257 fields; expected 256 at the most"),
            ([], [new("text", new string('x', 65_537))], "has 65537 characters"),
            ([], [.. Numbered(17).Select(key => new PointField(key, new string('x', 65_536)))], "expected 1048576 at the most"),
            ([], [new("ratio", double.NaN)], "The field 'ratio' of 'm' is 'NaN'; expected a finite number"),
            ([], [new("ratio", double.PositiveInfinity)], "expected a finite number"),
        ];

        Assert.All(wrong, entry => Assert.Contains(
            entry.Sentence, Assert.Throws<ArgumentException>(() => OwnDataRules.Require("m", entry.Tags, entry.Fields)).Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_id_in_a_tag_or_a_name_makes_no_more_series_or_tables_than_a_run_may_have()
    {
        var refusals = new List<string>();
        var script = new Script
        {
            Act = user =>
            {
                for (var i = 0; i < 5; i++)
                {
                    user.Points.Write("baskets", tags: [("id", $"{i}"), ("shop", "eu")], fields: [("items", 1)]);
                    user.Points.Write("baskets", tags: [("shop", "eu"), ("id", $"{i}")], fields: [("items", 1)]);
                }

                user.Points.Write("notes", fields: [("text", "a")]);
                refusals.Add(Assert.Throws<ArgumentException>(() => user.Points.Write("third", fields: [("text", "a")])).Message);
                for (var i = 0; i < 999; i++)
                {
                    user.Points.Write("notes", fields: [($"key{i}", i)]);
                }

                refusals.Add(Assert.Throws<ArgumentException>(() => user.Points.Write("notes", fields: [("one more", 1)])).Message);
                return Task.CompletedTask;
            },
        };
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Iterations = 1, Limits = new CardinalityLimits { Measurements = 2, PointSeries = 3 } }, script);

        var summary = await rehearsal.PlayAsync();

        Assert.Equal(
            [("0", 2), ("1", 2), ("2", 2), ("__other__", 4)],
            rehearsal.Output.Observations.OfType<OwnPoint>().Where(point => point.Measurement == "baskets").CountBy(point => point.Tags.Single(tag => tag.Key == "id").Value).Select(pair => (pair.Key, pair.Value)));
        Assert.Empty(summary.UserErrors);
        Assert.Contains("this run has points of 2 other measurements already", refusals[0], StringComparison.Ordinal);
        Assert.Contains("have 1000 tags and fields in this run already, and one more is given: 'one more'", refusals[1], StringComparison.Ordinal);
        Assert.Contains(summary.Warnings, warning => warning.StartsWith("4 points beyond the first 3 sets of tags", StringComparison.Ordinal));
    }

    [Fact]
    public void A_text_that_was_cut_in_the_middle_of_a_character_loses_that_half()
    {
        PointTag[] tags = [new("shop", "a\uD83D")];
        PointField[] fields = [new("text", "\uDE00b")];

        OwnDataRules.Require("m", tags, fields);

        Assert.Equal(("a\uFFFD", "\uFFFDb"), (tags[0].Value, fields[0].Value.AsString()));
    }

    [Theory]
    [InlineData(1677, 9, 20)]
    [InlineData(2262, 4, 12)]
    public async Task A_time_that_nanoseconds_cannot_say_is_refused(int year, int month, int day)
    {
        var time = new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero);
        string? message = null;

        await WriteAsync(points => message = Assert.Throws<ArgumentException>(() => points.Write("m", fields: [("items", 1)], time: time)).Message);

        Assert.Contains("expected one from 1677-09-21 to 2262-04-11", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_of_another_type_is_refused_with_its_name() => Assert.Contains(
        "The field 'when' of 'm' is of type 'DateTime'; expected a number, a text or a truth value",
        Assert.Throws<ArgumentException>(() => OwnDataRules.ValueOf("m", "when", DateTime.UnixEpoch)).Message,
        StringComparison.Ordinal);

    private static IEnumerable<string> Numbered(int count) => Enumerable.Range(0, count).Select(i => $"key{i}");

    private static async Task<List<OwnPoint>> WriteAsync(Action<OwnPoints> write)
    {
        var script = new Script
        {
            Act = user =>
            {
                write(user.Points);
                return Task.CompletedTask;
            },
        };
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Iterations = 1 }, script);
        var summary = await rehearsal.PlayAsync();
        Assert.Empty(summary.UserErrors);
        return [.. rehearsal.Output.Observations.OfType<OwnPoint>()];
    }
}

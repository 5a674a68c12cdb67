using System.Globalization;
using System.Text;
using Cicada.Influx;
using Cicada.Influx.Selection;
using Cicada.Storage.InfluxQl;
using Cicada.Storage.Writing;
using Microsoft.Extensions.Time.Testing;

namespace Cicada.Storage.Tests.Writing;

/// <summary>What becomes of line protocol: in a store whose clock stands still, so that nothing is merged unless somebody asks.</summary>
public sealed class LineStoreTests : IDisposable
{
    private readonly TemporaryStore _folder = new();
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddSeconds(90));
    private Store _store;

    public LineStoreTests()
    {
        _store = Store.Open(_folder.Path, _clock);
        _store.CreateDatabase(Lines.Database);
    }

    private string LogFolder => WriteLogFolder.Of(_folder.Path);

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Points_are_read_as_soon_as_they_are_acknowledged()
    {
        var outcome = await _store.WriteAsync("m,a=x,b=y v=1.5,n=2i,t=\"text\",f=true 10\nm v=2 11\n\n# comment\nother v=1i 12\n");

        Assert.Equal(new InfluxWriteOutcome(InfluxWriteKind.Stored, "", 3), outcome);
        Assert.Equal("00010 a=x,b=y f=true,n=2i,t=text,v=1.5\n00011  v=2", _store.Points("m"));
        Assert.Equal("00012  v=1i", _store.Points("other"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData(" \n\t\n# nothing\n")]
    [InlineData("# nothing")]
    public async Task A_text_without_points_is_no_mistake(string text) =>
        Assert.Equal(new InfluxWriteOutcome(InfluxWriteKind.Stored, "", 0), await _store.WriteAsync(text));

    [Fact]
    public async Task Databases_and_policies_that_are_not_there_are_said_as_InfluxDB_says_them()
    {
        using var lines = new MemoryStream("m v=1"u8.ToArray());

        var noDatabase = await _store.WriteLinesAsync(new InfluxWrite("x", "", TimePrecision.Nanoseconds), lines, TestContext.Current.CancellationToken);
        var noPolicy = await _store.WriteAsync("m v=1", policy: "x");

        Assert.Equal(new InfluxWriteOutcome(InfluxWriteKind.NoDatabase, "database not found: \"x\"", 0), noDatabase);
        Assert.Equal(new InfluxWriteOutcome(InfluxWriteKind.NoRetentionPolicy, "retention policy not found: x", 0), noPolicy);
    }

    [Theory]
    [InlineData("bad\n", InfluxWriteKind.Refused, "unable to parse 'bad': missing fields")]
    [InlineData("bad\nworse", InfluxWriteKind.Refused, "unable to parse 'bad': missing fields\nunable to parse 'worse': missing fields")]
    [InlineData("bad\nm v=1\n", InfluxWriteKind.NoRetentionPolicy, "retention policy not found: x")]
    [InlineData("# nothing\n", InfluxWriteKind.NoRetentionPolicy, "retention policy not found: x")]
    [InlineData("", InfluxWriteKind.NoRetentionPolicy, "retention policy not found: x")]
    public async Task Lines_that_cannot_be_read_are_said_before_a_policy_that_is_not_there(string text, object kind, string error) =>
        Assert.Equal(new InfluxWriteOutcome((InfluxWriteKind)kind, error, 0), await _store.WriteAsync(text, policy: "x"));

    [Fact]
    public async Task The_default_policy_goes_on_being_named_when_it_was_dropped()
    {
        _store.DropRetentionPolicy(Lines.Database, "autogen");

        var outcome = await _store.WriteAsync("m v=1");

        Assert.Equal(new InfluxWriteOutcome(InfluxWriteKind.NoRetentionPolicy, "retention policy not found: autogen", 0), outcome);
    }

    [Fact]
    public async Task Hundreds_of_new_fields_and_tags_of_a_measurement_that_has_points_come_at_once_beside_whoever_reads()
    {
        await _store.WriteAsync("m,a=x v=1,t=\"text\" 1\nm,a=y v=2 2\n");
        using var reader = _store.OpenPoints(QueryLimits.Default, TestContext.Current.CancellationToken);

        var outcome = await _store.WriteAsync(
            $"m,a=x,{string.Join(',', Enumerable.Range(1, 40).Select(i => $"tag{i}={i}"))} {string.Join(',', Enumerable.Range(1, 900).Select(i => $"f{i}={i}"))},v=3,w=1i 3\nm,a=y u=t 2\n");

        var points = _store.Points("m").Split('\n');
        Assert.Equal(new InfluxWriteOutcome(InfluxWriteKind.Stored, "", 2), outcome);
        Assert.Equal(["00001 a=x t=text,v=1", "00002 a=y u=True,v=2"], points[..2], StringComparer.OrdinalIgnoreCase);
        Assert.Contains("tag40=40", points[2], StringComparison.Ordinal);
        Assert.Equal(902, points[2].Split(' ')[2].Split(',').Length);
        await _store.WriteAsync("m,tag41=x f901=1 4\n");
        Assert.Equal("00004 tag41=x f901=1", _store.Points("m").Split('\n')[3]);
    }

    [Fact]
    public async Task Many_new_measurements_of_one_batch_each_get_their_own_columns()
    {
        await _store.WriteAsync(string.Concat(Enumerable.Range(1, 200).Select(i => $"m{i},a{i}=x v{i}={i} {i}\n")));

        Assert.Equal(200, _store.Measurements(Lines.Database).Count);
        Assert.Equal("00150 a150=x v150=150", _store.Points("m150"));
    }

    [Fact]
    public async Task A_view_of_a_measurement_of_runs_has_the_columns_that_came_at_once()
    {
        await WriteToRunsAsync("own_data,run=r1 v=1 1\n");
        Assert.NotEmpty(_store.ReadPoints(Store.RunsDatabase, null, "own_data"));

        await WriteToRunsAsync($"own_data,run=r1 {string.Join(',', Enumerable.Range(1, 50).Select(i => $"f{i}={i}"))} 2\n");
        _store.Dispose();

        Assert.Equal(50.0, _folder.Scalar("SELECT f50 FROM main.own_data WHERE time = make_timestamp_ns(2)"));
    }

    [Fact]
    public async Task A_point_without_a_time_gets_that_of_the_store_in_whole_units()
    {
        _clock.SetUtcNow(DateTimeOffset.UnixEpoch.AddSeconds(90.5));

        await _store.WriteAsync("m,a=1 v=1\nm,a=2 v=1\n");
        await _store.WriteAsync("s v=1", precision: TimePrecision.Seconds);
        await _store.WriteAsync("m,a=3 v=1 2", precision: TimePrecision.Minutes);

        Assert.Equal(["120000000000 a=3 v=1", "90500000000 a=1 v=1", "90500000000 a=2 v=1"], _store.Points("m").Split('\n'));
        Assert.Equal("90000000000  v=1", _store.Points("s"));
    }

    [Fact]
    public async Task A_later_point_of_the_same_series_and_time_replaces_the_fields_it_has()
    {
        await _store.WriteAsync("m,a=x v=1,w=1 10\nm,a=x v=2,u=1 10\nm,a=y v=9 10\nm,a=x v=3 5\n");
        await _store.WriteAsync("m,a=x w=7 10\nm,a=x v=4 5\nm,a=x w=8 10\n");

        var waiting = _store.Points("m");
        await _store.WriteAsync("m,a=x u=9 10\n");

        Assert.Equal("00005 a=x v=4\n00010 a=x u=1,v=2,w=8\n00010 a=y v=9", waiting);
        Assert.Equal("00005 a=x v=4\n00010 a=x u=9,v=2,w=8\n00010 a=y v=9", _store.Points("m"));
    }

    [Fact]
    public async Task The_first_point_decides_the_type_of_a_field_also_before_it_is_in_the_tables()
    {
        await _store.WriteAsync("m v=1 1\n");
        var waiting = await _store.WriteAsync("m v=1i 2\nm w=1 3\n");
        Assert.Equal(2, _store.Points("m").Split('\n').Length);
        var merged = await _store.WriteAsync("m v=\"x\",w=1 4\n");
        var within = await _store.WriteAsync("m x=1 5\nm x=1i 6\n");

        const string Conflict = "partial write: field type conflict: input field \"v\" on measurement \"m\" is type ";
        Assert.Equal(new InfluxWriteOutcome(InfluxWriteKind.Refused, Conflict + "integer, already exists as type float dropped=1", 1), waiting);
        Assert.Equal(new InfluxWriteOutcome(InfluxWriteKind.Refused, Conflict + "string, already exists as type float dropped=1", 0), merged);
        Assert.Equal(1, within.Stored);
    }

    [Fact]
    public async Task Points_that_others_write_count_as_those_of_lines_do()
    {
        await _store.WriteAsync("m,a=x v=1 10\n");
        _store.Write(Lines.Database, null, [new Point("m", [new("a", "x")], [new("v", 2.0), new("i", 1L)], 10), new Point("m", [], [new("j", 1L)], 20)]);
        var conflict = await _store.WriteAsync("m,a=x i=2 11\nm,a=x w=3 10\nm j=5i 20\n");

        Assert.Contains("dropped=1", conflict.Error, StringComparison.Ordinal);
        Assert.Equal("00010 a=x i=1i,v=2,w=3\n00020  j=5i", _store.Points("m"));
    }

    [Fact]
    public async Task What_is_dropped_stays_dropped_and_may_come_again_with_other_types()
    {
        await _store.WriteAsync("m v=1 1\nkept v=1 1\n");
        Assert.True(_store.DropMeasurement(Lines.Database, "m"));
        var again = await _store.WriteAsync("m v=1i 2\n");
        Assert.True(_store.DropDatabase(Lines.Database));
        var gone = await _store.WriteAsync("m v=1i 2\n");
        _store.CreateDatabase(Lines.Database);
        await _store.WriteAsync("m v=\"new\" 3\n");

        Assert.Equal(InfluxWriteKind.Stored, again.Kind);
        Assert.Equal(InfluxWriteKind.NoDatabase, gone.Kind);
        Assert.Equal("00003  v=new", _store.Points("m"));
        Assert.Empty(_store.Points("kept"));
    }

    [Fact]
    public async Task Points_older_than_their_policy_allows_are_refused()
    {
        _store.CreateRetentionPolicy(Lines.Database, new RetentionPolicy { Name = "hour", Duration = TimeSpan.FromHours(1) });
        _clock.SetUtcNow(DateTimeOffset.UnixEpoch.AddHours(2));

        var outcome = await _store.WriteAsync("m v=1 3599\nm v=2 3600\nm v=3 3601\nm v=4 3598\n", "hour", TimePrecision.Seconds);

        Assert.Equal(new InfluxWriteOutcome(InfluxWriteKind.Refused, "partial write: points beyond retention policy dropped=2", 2), outcome);
    }

    [Fact]
    public async Task After_closing_there_is_no_log_and_all_points_are_in_the_file()
    {
        await _store.WriteAsync("m v=1 1\n");
        Assert.NotEmpty(Directory.GetFiles(LogFolder));
        _store.Dispose();

        Assert.False(Directory.Exists(LogFolder));
        Assert.Equal(1L, _folder.Scalar("SELECT count(*) FROM data.points_1"));
    }

    [Fact]
    public async Task Waiting_points_are_merged_in_the_background_after_a_while()
    {
        await _store.WriteAsync("m v=1 1\n");
        while (Directory.Exists(LogFolder) && _store.IsWaitingForMerge)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal("00001  v=1", _store.Points("m"));
    }

    [Fact]
    public async Task A_text_of_any_size_passes_through_little_memory()
    {
        const int Points = 400_000;
        using var endless = new RepeatedLines(Points);

        var outcome = await _store.WriteLinesAsync(new InfluxWrite(Lines.Database, "", TimePrecision.Nanoseconds), endless, TestContext.Current.CancellationToken);

        Assert.Equal(Points, outcome.Stored);
        Assert.True(endless.Longest <= 1 << 20);
        Assert.Equal(Points, _store.Sizes().Single(size => size.Measurement == "m").Points);
    }

    [Fact]
    public async Task Too_many_fields_are_refused_before_they_become_columns()
    {
        var line = "m " + string.Join(',', Enumerable.Range(0, LineParser.MostFields).Select(i => $"f{i}=1")) + " 1\n";

        var most = await _store.WriteAsync(line);
        var more = await _store.WriteAsync("m x=1 2\nm f0=2 3\n");

        Assert.Equal(InfluxWriteKind.Stored, most.Kind);
        Assert.Equal(new InfluxWriteOutcome(InfluxWriteKind.Refused, "partial write: max-fields-per-measurement limit exceeded: (1000) dropped=1", 1), more);
    }

    [Fact]
    public async Task A_database_has_no_more_series_than_allowed_and_takes_points_of_those_it_has()
    {
        _store.SeriesLimits = new SeriesLimits { PerDatabase = 3 };

        await _store.WriteAsync("m,a=1 v=1 1\nm,a=2 v=1 1\n");
        Assert.NotEmpty(_store.Points("m"));
        var seen = await _store.WriteAsync("m,a=1 v=2 2\nm,a=2 v=2 2\nn v=1 1\n");
        var over = await _store.WriteAsync("m,a=3 v=1 3\nm,a=1 v=3 3\nm,a=4 v=1 3\nm,a=3 v=1 4\n");
        _store.DropSeries(Lines.Database, null, "m", [new("a", "2")]);
        var freed = await _store.WriteAsync("m,a=3 v=1 3\nm,a=2 v=1 3\n");

        Assert.Equal(new InfluxWriteOutcome(InfluxWriteKind.Stored, "", 3), seen);
        Assert.Equal(new InfluxWriteOutcome(InfluxWriteKind.Refused, "partial write: max-series-per-database limit exceeded: (3) dropped=3", 1), over);
        Assert.Equal(new InfluxWriteOutcome(InfluxWriteKind.Refused, "partial write: max-series-per-database limit exceeded: (3) dropped=1", 1), freed);
        Assert.Equal(["1", "3"], _store.Series(Lines.Database, null, "m").Select(tags => tags[0].Value));
    }

    [Fact]
    public async Task A_tag_has_no_more_values_than_allowed()
    {
        _store.SeriesLimits = new SeriesLimits { ValuesPerTag = 2 };

        await _store.WriteAsync("m,a=1,b=x v=1 1\nm,a=2,b=y v=1 1\n");
        var over = await _store.WriteAsync("m,a=1,b=y v=1 2\nm,a=3,b=x v=1 2\nm,a=2,b=x v=1 2\n");

        Assert.Equal(
            new InfluxWriteOutcome(InfluxWriteKind.Refused, "partial write: max-values-per-tag limit exceeded (2/2): measurement=\"m\" tag=\"a\" value=\"3\" dropped=1", 2), over);
    }

    [Fact]
    public async Task Writers_at_the_same_time_lose_nothing()
    {
        const int Writers = 8;
        const int Each = 20;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var stored = 0L;
            for (var i = 0; i < Each; i++)
            {
                var text = new StringBuilder();
                for (var j = 0; j < 50; j++)
                {
                    text.Append(CultureInfo.InvariantCulture, $"m,w={writer} v={j},f{(writer + i) % 5}=1i {(i * 50) + j}\n");
                }

                stored += (await _store.WriteAsync(text.ToString())).Stored;
            }

            return stored;
        })));

        Assert.Equal(Writers * Each * 50, outcomes.Sum());
        Assert.Equal(Writers * Each * 50, _store.ReadPoints(Lines.Database, null, "m", limit: int.MaxValue).Count);
    }

    private async Task WriteToRunsAsync(string text)
    {
        using var lines = new MemoryStream(Encoding.UTF8.GetBytes(text));
        await _store.WriteLinesAsync(new InfluxWrite(Store.RunsDatabase, "", TimePrecision.Nanoseconds), lines, TestContext.Current.CancellationToken);
    }
}

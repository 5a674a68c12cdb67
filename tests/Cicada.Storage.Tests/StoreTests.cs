using System.Globalization;
using Cicada.Influx;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Cicada.Storage.Tests;

public sealed class StoreTests : IDisposable
{
    private const string Shop = "shop";
    private readonly TemporaryStore _store = new();
    private readonly FakeTimeProvider _clock = new(Some.Started);

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_new_store_has_the_database_of_runs_with_one_policy_that_keeps_for_ever()
    {
        using var store = Open();

        Assert.Equal(["cicada"], store.Databases);
        Assert.Equal([new RetentionPolicy { Name = "autogen", IsDefault = true }], store.RetentionPolicies("cicada"));
    }

    [Fact]
    public void Databases_policies_and_measurements_are_created_listed_and_dropped_and_survive_a_restart()
    {
        var week = new RetentionPolicy { Name = "week", Duration = TimeSpan.FromDays(7), ShardGroupDuration = TimeSpan.FromDays(1) };
        using (var store = Open())
        {
            store.CreateDatabase(Shop);
            store.CreateDatabase(Shop);
            store.CreateRetentionPolicy(Shop, week);
            store.CreateRetentionPolicy(Shop, week);
            store.Write(Shop, null, [Point("cpu", 1, "v", 1.0), Point("mem", 1, "v", 1.0)]);
            store.Write(Shop, "week", [Point("cpu", Some.Noon, "v", 1.0)]);
        }

        using (var store = Open())
        {
            Assert.Equal(["cicada", Shop], store.Databases);
            Assert.Equal([new RetentionPolicy { Name = "autogen", IsDefault = true }, week], store.RetentionPolicies(Shop));
            Assert.Equal(["cpu", "mem"], store.Measurements(Shop));
            Assert.Equal(["cpu"], store.Measurements(Shop, "week"));
            Assert.True(store.DropMeasurement(Shop, "cpu"));
            Assert.False(store.DropMeasurement(Shop, "cpu"));
            Assert.Equal(["mem"], store.Measurements(Shop));
            Assert.True(store.DropRetentionPolicy(Shop, "week"));
            Assert.False(store.DropRetentionPolicy(Shop, "week"));
            Assert.True(store.DropDatabase(Shop));
            Assert.False(store.DropDatabase(Shop));
        }

        using var again = Open();
        Assert.Equal(["cicada"], again.Databases);
    }

    [Fact]
    public void Times_that_are_no_number_of_nanoseconds_are_refused_with_a_sentence()
    {
        using var store = Open();

        Assert.Throws<StoreException>(() => store.CreateDatabase(Shop, new RetentionPolicy { Name = "a", Duration = TimeSpan.MaxValue }));
        Assert.Throws<StoreException>(() => store.CreateDatabase(Shop, new RetentionPolicy { Name = "a", ShardGroupDuration = TimeSpan.MaxValue }));
        store.CreateDatabase(Shop, new RetentionPolicy { Name = "a", Duration = TimeSpan.FromDays(106_751) });
        Assert.Equal(1, store.Write(Shop, null, [Point("cpu", 1, "v", 1.0)]).Stored);
    }

    [Fact]
    public void A_store_that_was_closed_stays_closed()
    {
        var store = Open();
        store.Dispose();

        Assert.Throws<ObjectDisposedException>(() => store.CreateDatabase(Shop));
        Assert.Throws<ObjectDisposedException>(() => store.Databases);
        Assert.False(File.Exists(StoreOwnerFile.PathOf(_store.Path)));
    }

    [Fact]
    public void What_was_dropped_can_be_written_anew_with_other_types()
    {
        using var store = Open();
        store.CreateDatabase(Shop);
        store.Write(Shop, null, [Point("cpu", 1, "v", 1.0)]);
        store.DropMeasurement(Shop, "cpu");

        var result = store.Write(Shop, null, [new Point("cpu", [], [new("v", FieldValue.String("text"))], 1)]);

        Assert.Equal(1, result.Stored);
        Assert.Empty(result.Rejected);
    }

    [Fact]
    public void Dropping_the_database_of_runs_leaves_an_empty_one()
    {
        using var store = Open();
        store.Write("cicada", null, [Point("cpu", 1, "v", 1.0)]);

        Assert.True(store.DropDatabase("cicada"));
        store.Write("cicada", null, [Point("mem", 1, "v", 1.0)]);

        Assert.Equal(["mem"], store.Measurements("cicada"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    public void A_name_InfluxDB_would_refuse_is_refused_with_a_sentence(string name)
    {
        using var store = Open();

        var refused = Assert.Throws<StoreException>(() => store.CreateDatabase(name));

        Assert.Contains($"The name of the database is '{name}'", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["cicada"], store.Databases);
    }

    [Fact]
    public void A_policy_keeps_points_for_an_hour_at_least()
    {
        using var store = Open();

        var refused = Assert.Throws<StoreException>(
            () => store.CreateRetentionPolicy("cicada", new RetentionPolicy { Name = "short", Duration = TimeSpan.FromMinutes(59) }));

        Assert.Contains("keeps points for '00:59:00'; expected at least '01:00:00'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_that_is_there_and_differs_is_refused_and_another_default_takes_over()
    {
        using var store = Open();
        store.CreateRetentionPolicy("cicada", new RetentionPolicy { Name = "day", Duration = TimeSpan.FromDays(1), IsDefault = true });

        Assert.Contains(
            "differs from the one asked for",
            Assert.Throws<StoreException>(() => store.CreateRetentionPolicy("cicada", new RetentionPolicy { Name = "day", Duration = TimeSpan.FromDays(2) })).Message,
            StringComparison.Ordinal);
        Assert.Equal(["day"], store.RetentionPolicies("cicada").Where(policy => policy.IsDefault).Select(policy => policy.Name));
    }

    [Fact]
    public void Writing_into_nothing_names_what_is_missing()
    {
        using var store = Open();

        Assert.Contains("no database 'nowhere'", Assert.Throws<StoreException>(() => store.Write("nowhere", null, [Point("m", 1, "v", 1.0)])).Message, StringComparison.Ordinal);
        Assert.Contains("no retention policy 'nope'", Assert.Throws<StoreException>(() => store.Write("cicada", "nope", [Point("m", 1, "v", 1.0)])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_point_whose_field_has_another_type_is_left_out_and_the_rest_is_stored()
    {
        using var store = Open();
        store.Write("cicada", null, [Point("m", 1, "v", 1.5)]);

        var result = store.Write("cicada", null,
        [
            Point("m", 2, "v", 2.5),
            new Point("m", [], [new("v", FieldValue.Integer(3)), new("w", FieldValue.Float(3))], 3),
            Point("m", 4, "v", 4.5),
            new Point("m", [], [new("w", FieldValue.Boolean(true))], 5),
        ]);

        Assert.Equal(3, result.Stored);
        var rejected = Assert.Single(result.Rejected);
        Assert.Equal(1, rejected.Index);
        Assert.Equal(new FieldConflict("m", "v", FieldType.Integer, FieldType.Float), rejected.Conflict);
        Assert.Contains("Field 'v' of measurement 'm' is of type 'float' in the store, but a point gives it as 'integer'", rejected.Reason, StringComparison.Ordinal);
        store.Dispose();
        Assert.Equal([[1L, 1.5, null], [2L, 2.5, null], [4L, 4.5, null], [5L, null, true]], _store.Rows("SELECT epoch_ns(time), v, w FROM m ORDER BY time"));
    }

    [Fact]
    public void Points_from_elsewhere_cannot_give_a_runs_fields_types_it_could_not_be_recorded_with()
    {
        using var store = Open();

        var result = store.Write("cicada", null,
        [
            new Point("cicada_users", [new("run", "x")], [new("count", FieldValue.String("many"))], 1),
            new Point("cicada_users", [new("run", "x")], [new("count", FieldValue.Integer(3)), new("mood", FieldValue.String("good"))], 2),
        ]);

        Assert.Equal(new FieldConflict("cicada_users", "count", FieldType.String, FieldType.Integer), Assert.Single(result.Rejected).Conflict);
        store.CreateDatabase(Shop);
        Assert.Empty(store.Write(Shop, null, [new Point("cicada_users", [], [new("count", FieldValue.String("many"))], 1)]).Rejected);
    }

    [Fact]
    public void A_point_with_nothing_that_can_be_stored_is_left_out_with_the_reason()
    {
        using var store = Open();

        var result = store.Write("cicada", null, [Point("m", 1, "v", double.NaN), Point("m", 2, "v", double.PositiveInfinity), Point("m\0", 3, "v", 1), Point("m", 4, "v", 1)]);

        Assert.Equal(1, result.Stored);
        Assert.Equal([0, 1, 2], result.Rejected.Select(point => point.Index));
    }

    [Fact]
    public void The_same_series_and_time_replaces_the_fields_it_has_and_leaves_the_others()
    {
        using (var store = Open())
        {
            store.Write("cicada", null, [new Point("m", [new("a", "x")], [new("v", FieldValue.Float(1)), new("w", FieldValue.Float(1))], 7)]);
            store.Write("cicada", null, [new Point("m", [new("a", "x")], [new("w", FieldValue.Float(2)), new("z", FieldValue.Float(3))], 7)]);
        }

        using (var store = Open())
        {
            store.Write("cicada", null, [new Point("m", [new("a", "x")], [new("z", FieldValue.Float(4))], 7), new Point("m", [new("a", "y")], [new("z", FieldValue.Float(5))], 7)]);
        }

        Assert.Equal([["x", 1.0, 2.0, 4.0], ["y", null, null, 5.0]], _store.Rows("SELECT a, v, w, z FROM m ORDER BY a"));
    }

    [Fact]
    [Trait("Category", "EndToEnd")]
    public void Whatever_is_written_in_whatever_order_the_store_holds_what_InfluxDB_would()
    {
        // A dictionary of series, time and field is the model; batches, restarts and new names must not matter.
        var tags = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2], (a, b) => new[] { (Key: "a", Value: a), (Key: "b", Value: b) }
            .Where(tag => tag.Value > 0).Select(tag => new PointTag(tag.Key, $"{tag.Key}{tag.Value}")).ToArray());
        var fields = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 9], (key, value) => new PointField($"f{key}", FieldValue.Integer(value))).Array[1, 3];
        var point = Gen.Select(tags, fields, Gen.Long[0, 12], Gen.Int[0, 1], (t, f, time, m) => new Point($"m{m}", t, f, time));
        Gen.Select(point.Array[0, 25].Array[1, 5], Gen.Bool.Array[5]).Sample(
            (batches, restarts) =>
            {
                using var folder = new TemporaryStore();
                var model = new Dictionary<string, long>();
                var store = Store.Open(folder.Path, _clock);
                for (var i = 0; i < batches.Length; i++)
                {
                    Assert.Equal(batches[i].Length, store.Write("cicada", null, batches[i]).Stored);
                    foreach (var one in batches[i])
                    {
                        foreach (var (key, value) in one.Fields)
                        {
                            model[$"{one.Measurement} {string.Join(',', one.Tags.Select(tag => $"{tag.Key}={tag.Value}"))} {one.TimeNanoseconds} {key}"] = value.AsInteger();
                        }
                    }

                    if (restarts[i])
                    {
                        store.Dispose();
                        store = Store.Open(folder.Path, _clock);
                    }
                }

                var names = store.Measurements("cicada");
                store.Dispose();
                var stored = names.SelectMany(name => Contents(folder, name)).ToDictionary();
                Assert.Equal(model.OrderBy(pair => pair.Key), stored.OrderBy(pair => pair.Key));
            },
            iter: 25,
            threads: 1);
    }

    [Fact]
    public void Series_are_listed_and_dropped_by_their_tags()
    {
        using var store = Open();
        store.Write("cicada", null,
        [
            new Point("m", [new("a", "x"), new("b", "1")], [new("v", FieldValue.Float(1))], 1),
            new Point("m", [new("a", "x"), new("b", "2")], [new("v", FieldValue.Float(2))], 1),
            new Point("m", [new("a", "y")], [new("v", FieldValue.Float(3))], 1),
        ]);

        Assert.Equal(3, store.Series("cicada", null, "m").Count);
        Assert.Equal(0, store.DropSeries("cicada", null, "m", [new("c", "x")]));
        Assert.Equal(1, store.DropSeries("cicada", null, "m", [new("b", "")]));
        Assert.Equal(1, store.DropSeries("cicada", null, "m", [new("a", "x"), new("b", "2")]));
        Assert.Equal([[new PointTag("a", "x"), new PointTag("b", "1")]], store.Series("cicada", null, "m"));

        store.Write("cicada", null, [new Point("m", [new("a", "y")], [new("v", FieldValue.Float(9))], 1)]);
        Assert.Equal(2, store.Series("cicada", null, "m").Count);
        store.Dispose();
        Assert.Equal([["x", 1.0], ["y", 9.0]], _store.Rows("SELECT a, v FROM m ORDER BY a"));
    }

    [Fact]
    public void Points_are_read_back_as_they_were_written_and_dropped_by_tags_and_time()
    {
        using var store = Open();
        Point[] points =
        [
            new("m", [new("a", "x")], [new("v", FieldValue.Float(1.5)), new("w", FieldValue.String("it's"))], 1),
            new("m", [new("a", "x")], [new("n", FieldValue.Integer(2)), new("t", FieldValue.Boolean(true))], 2),
            new("m", [new("a", "y")], [new("v", FieldValue.Float(3))], 3),
        ];
        store.Write("cicada", null, points);

        Assert.Equal(points.Select(point => point.ToString()), store.ReadPoints("cicada", null, "m").Select(point => point.ToString()));
        Assert.Equal([1L, 2L], store.ReadPoints("cicada", null, "m", [new("a", "x")]).Select(point => point.TimeNanoseconds));
        Assert.Equal([2L], store.ReadPoints("cicada", null, "m", fromNanoseconds: 2, toNanoseconds: 3).Select(point => point.TimeNanoseconds));
        Assert.Single(store.ReadPoints("cicada", null, "m", limit: 1));
        Assert.Empty(store.ReadPoints("cicada", null, "m", [new("b", "x")]));
        Assert.Empty(store.ReadPoints("cicada", null, "nothing"));

        Assert.Equal(1, store.DropPoints("cicada", null, "m", [new("a", "x")], toNanoseconds: 2));
        Assert.Equal(1, store.DropPoints("cicada", null, "m", [new("a", "y")]));
        Assert.Equal(0, store.DropPoints("cicada", null, "m", [new("b", "y")]));
        Assert.Equal([2L], store.ReadPoints("cicada", null, "m").Select(point => point.TimeNanoseconds));
        Assert.Single(store.Series("cicada", null, "m"));
    }

    [Fact]
    public void Points_older_than_the_policy_keeps_them_are_refused_when_they_come_and_removed_when_they_age()
    {
        using var store = Open();
        store.CreateDatabase(Shop, new RetentionPolicy { Name = "day", Duration = TimeSpan.FromDays(1) });
        var hour = 3600L * 1_000_000_000;

        var result = store.Write(Shop, null,
        [
            new Point("m", [new("a", "old")], [new("v", FieldValue.Float(1))], Some.Noon - (25 * hour)),
            new Point("m", [new("a", "x")], [new("v", FieldValue.Float(2))], Some.Noon - (23 * hour)),
            new Point("m", [new("a", "y")], [new("v", FieldValue.Float(3))], Some.Noon),
        ]);
        Assert.Equal([0], result.Rejected.Select(point => point.Index));
        Assert.Contains("older than its retention policy", result.Rejected[0].Reason, StringComparison.Ordinal);

        _clock.Advance(TimeSpan.FromHours(2));
        // Whether the background was there first does not matter.
        store.EnforceRetention();
        Assert.Equal([[new PointTag("a", "y")]], store.Series(Shop, null, "m"));

        // The series whose points are gone is a new one when it comes again.
        store.Write(Shop, null, [new Point("m", [new("a", "x")], [new("v", FieldValue.Float(4))], Some.Noon + 1)]);
        Assert.Equal(2, store.Series(Shop, null, "m").Count);
    }

    [Fact]
    public void Retention_goes_in_steps_between_which_writes_come_through()
    {
        using var store = Open();
        store.CreateDatabase(Shop, new RetentionPolicy { Name = "day", Duration = TimeSpan.FromDays(1) });
        for (var batch = 0; batch < 5; batch++)
        {
            store.Write(Shop, null, [.. Enumerable.Range(0, 50_000).Select(i => Point("m", Some.Noon + (batch * 50_000) + i, "v", i))]);
        }

        _clock.Advance(TimeSpan.FromDays(2));
        store.Write(Shop, null, [Point("m", Some.Noon + (long)TimeSpan.FromDays(2).TotalMicroseconds * 1000, "v", 1)]);

        // The background loop takes part; whoever removes a point, each is removed once.
        store.EnforceRetention();
        store.Dispose();
        Assert.Equal(1L, _store.Scalar("SELECT count(*) FROM data.points_1"));
    }

    [Fact]
    public void Sizes_are_told_for_each_measurement()
    {
        using var store = Open();
        store.CreateDatabase(Shop);
        store.Write(Shop, null, [.. Enumerable.Range(0, 200_000).Select(i => Point("m", i, "v", Math.Sin(i)))]);

        var size = Assert.Single(store.Sizes());

        Assert.Equal((Shop, "autogen", "m", 1L, 200_000L), (size.Database, size.Policy, size.Measurement, size.Series, size.Points));
        Assert.InRange(size.Bytes, 0, 10_000_000);
    }

    [Fact]
    public async Task Several_threads_may_write_at_a_time()
    {
        using var store = Open();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 20; i++)
            {
                store.Write("cicada", null, [new Point("m", [new("thread", thread.ToString(CultureInfo.InvariantCulture))], [new("v", FieldValue.Integer(i))], i)]);
            }
        })));

        store.Dispose();
        Assert.Equal(160L, _store.Scalar("SELECT count(*) FROM m"));
    }

    private Store Open() => Store.Open(_store.Path, _clock);

    private static Point Point(string measurement, long time, string key, double value) => new(measurement, [], [new(key, FieldValue.Float(value))], time);

    private static IEnumerable<KeyValuePair<string, long>> Contents(TemporaryStore store, string measurement)
    {
        var columns = store.Rows($"DESCRIBE {measurement}").Select(row => (string)row[0]!).Where(name => name != "time").ToList();
        foreach (var row in store.Rows($"SELECT epoch_ns(time), {string.Join(", ", columns)} FROM {measurement}"))
        {
            var values = columns.Zip(row.Skip(1)).Where(pair => pair.Second is not null).ToList();
            var tags = string.Join(',', values.Where(pair => pair.First[0] is 'a' or 'b').OrderBy(pair => pair.First).Select(pair => $"{pair.First}={pair.Second}"));
            foreach (var (name, value) in values.Where(pair => pair.First[0] == 'f'))
            {
                yield return new($"{measurement} {tags} {row[0]} {name}", (long)value!);
            }
        }
    }
}

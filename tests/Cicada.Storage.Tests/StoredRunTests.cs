using Cicada.Influx;

namespace Cicada.Storage.Tests;

/// <summary>Descriptions of runs that came from elsewhere must not make a store unreadable.</summary>
public sealed class StoredRunTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("summary", "no JSON")]
    [InlineData("summary", "{}")]
    [InlineData("summary", "null")]
    [InlineData("labels", "no JSON")]
    [InlineData("labels", "[]")]
    [InlineData("labels", "{\"a\":1}")]
    public async Task A_description_that_cannot_be_read_says_nothing(string field, string value)
    {
        await RecordAsync();
        Write([new("run", "other"), new("test", "t")], new(field, FieldValue.String(value)));

        using var history = RunHistory.Open(_store.Path, StoreAccess.Change);

        Assert.Equal(["other", Some.Run().Id], history.List().Select(run => run.Run).Order());
        Assert.Equal(RunState.Interrupted, history.ReadSummary("other").State);
        Assert.Contains("\"interrupted\"", history.ReadDocument("other"), StringComparison.Ordinal);
        Assert.Empty(history.ReadRemarks("other").Labels);
        history.Delete("other");
    }

    [Theory]
    [InlineData("summary")]
    [InlineData("labels")]
    [InlineData("note")]
    [InlineData("baseline")]
    [InlineData("stored")]
    public void A_description_of_another_type_is_refused(string field)
    {
        using var store = Store.Open(_store.Path);

        var result = store.Write("cicada", null, [new Point("cicada_runs", [new("run", "other"), new("test", "t")], [new(field, FieldValue.Float(1))], 1)]);

        Assert.Equal(field, Assert.Single(result.Rejected).Conflict?.Field);
    }

    [Fact]
    public async Task A_run_is_one_run_also_where_it_is_said_to_be_of_two_tests()
    {
        await RecordAsync();
        Write([new("run", Some.Run().Id), new("test", "another")], new("note", FieldValue.String("x")));

        using var history = RunHistory.Open(_store.Path);

        Assert.Equal("shop", Assert.Single(history.List()).Test);
        Assert.Single(history.Sizes());
    }

    [Fact]
    public void Runs_without_a_test_and_words_about_no_run_are_read()
    {
        Write([], new("note", FieldValue.String("about nothing")));
        using (var history = RunHistory.Open(_store.Path))
        {
            Assert.Empty(history.List());
        }

        Write([new("run", "other")], new("note", FieldValue.String("x")));
        using (var store = Store.Open(_store.Path))
        {
            store.Write("cicada", null, [new Point("cicada_requests", [new("run", "other")], [new("response_time", FieldValue.Float(1))], Some.Noon)]);
        }

        using (var history = RunHistory.Open(_store.Path))
        {
            Assert.Equal(("other", ""), history.List().Select(run => (run.Run, run.Test)).Single());
        }
    }

    private async Task RecordAsync()
    {
        var run = Some.Run();
        await _store.RecordAsync(run, Some.Batch(Some.Sample(Some.Key())), Some.Summary(run, 1));
    }

    private void Write(IReadOnlyList<PointTag> tags, PointField field)
    {
        using var store = Store.Open(_store.Path);
        store.Write("cicada", null, [new Point("cicada_runs", tags, [field], Some.Noon + 1)]);
    }
}

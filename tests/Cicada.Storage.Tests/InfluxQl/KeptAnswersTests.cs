using Cicada.Storage.InfluxQl;

namespace Cicada.Storage.Tests.InfluxQl;

public sealed class KeptAnswersTests : IDisposable
{
    private readonly QueriedStore _store = new("cpu,host=a load=1 10");

    public void Dispose() => _store.Dispose();

    [Fact]
    public void What_was_read_about_series_is_read_once_until_something_changes()
    {
        var first = Hosts();
        var again = Hosts();
        _store.Write("cpu,host=b load=1 10");
        var later = Hosts();
        _store.Store.DropSeries("db", null, "cpu", [new("host", "a")]);

        Assert.Equal(["a"], first);
        Assert.Same(first, again);
        Assert.Equal(["a", "b"], later);
        Assert.Equal(["b"], Hosts());
        _store.Store.DropMeasurement("db", "cpu");
        Assert.Empty(Measurements());
    }

    [Fact]
    public void Whoever_changes_something_reads_what_is_there_and_not_what_was()
    {
        Hosts();
        _store.Write("cpu,host=b load=1 10");

        _store.Store.ChangeFile(file => Assert.Equal(["a", "b"], StoredTagValues.Of(file, StoredMeasurements.Of(file, "db").Single(), "host", null)));
    }

    private IReadOnlyList<string> Measurements() =>
        _store.Store.ReadFile(file => (IReadOnlyList<string>)[.. StoredMeasurements.Of(file, "db").Select(one => one.Name)]);

    private IReadOnlyCollection<string> Hosts() =>
        _store.Store.ReadFile(file => StoredTagValues.Of(file, StoredMeasurements.Of(file, "db").Single(), "host", null));
}

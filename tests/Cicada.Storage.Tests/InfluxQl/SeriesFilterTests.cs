using Cicada.Influx;
using Cicada.Influx.Queries;
using Cicada.Storage.InfluxQl;

namespace Cicada.Storage.Tests.InfluxQl;

public sealed class SeriesFilterTests : IDisposable
{
    private readonly TemporaryStore _folder = new();
    private readonly Store _store;
    private readonly InfluxStore _influx;

    public SeriesFilterTests()
    {
        _store = Store.Open(_folder.Path);
        _influx = new InfluxStore(_store, new PlainPasswords());
        _store.CreateDatabase("d");
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("delete from m where host = $h")]
    [InlineData("drop series from m where host = $h")]
    [InlineData("delete from m where host =~ $r")]
    public void A_text_with_a_NUL_means_no_other_series(string statement)
    {
        Write("a", "b");

        Assert.Equal("#0\n", Ask(statement, "a\0c"));

        Assert.Equal(["a", "b"], Hosts());
    }

    [Theory]
    [InlineData("delete from m where host = $h")]
    [InlineData("drop series from m where host = $h")]
    public void A_value_with_a_NUL_is_found_by_itself_alone(string statement)
    {
        Write("a", "a\0c", "b");

        Assert.Equal("#0\n- {-} (key)\n m,host=a\0c\n", Ask("show series where host = $h", "a\0c"));
        Assert.Equal("#0\nm {-} (key, value)\n host | a\0c\n", Ask("show tag values with key = host where host = $h", "a\0c"));
        Assert.Equal("#0\n", Ask(statement, "a\0c"));

        Assert.Equal(["a", "b"], Hosts());
    }

    [Theory]
    [InlineData(@"/\pL{1000}/", "is larger than the store's engine of patterns takes")]
    [InlineData("/^a$/", "line ends are none of a text")]
    [InlineData("/a.b/", "a point is no line end")]
    [InlineData("/(?i)ſ/", "letters fold as Go folds them")]
    [InlineData("/^(b|)$/", "a series without the tag has it as an empty text")]
    public void What_is_deleted_is_what_is_selected(string pattern, string because)
    {
        Write("a", "b", "a\n", "a\nb", "aéb", "S", "ſ", "");

        var selected = HostsOf(Ask($"select v from m where host =~ {pattern} group by host"));
        var shown = HostsOf(Ask($"show tag values with key = host where host =~ {pattern}"));
        var before = HostsOf(Ask("select v from m group by host"));
        Assert.Equal("#0\n", Ask($"delete from m where host =~ {pattern}"));
        var after = HostsOf(Ask("select v from m group by host"));

        Assert.True(selected.SequenceEqual(before.Except(after)), because);
        Assert.True(selected.Count(host => host.Length > 0) == shown.Count, because);
    }

    [Fact]
    public void Many_series_are_deleted_at_once()
    {
        Write([.. Enumerable.Range(0, 5000).Select(i => $"{i:D4}")]);

        Ask("delete from m where host =~ /[13579]$/");

        Assert.Equal(2500, Hosts().Count);
    }

    private void Write(params string[] hosts) => Assert.Empty(_store.Write(
        "d", null, [.. hosts.Select((host, i) => new Point("m", host.Length == 0 ? [] : [new("host", host)], [new("v", 1)], i))]).Rejected);

    private List<string> Hosts() => [.. _store.Series("d", null, "m").Select(tags => tags.FirstOrDefault(tag => tag.Key == "host").Value ?? "")];

    private static List<string> HostsOf(string answer) =>
        [.. answer.Split(["m {host="], StringSplitOptions.None).Skip(1).Select(part => part[..part.IndexOf("} (", StringComparison.Ordinal)])
            .Concat(answer.Contains("(key, value)", StringComparison.Ordinal) ? answer.Split("host | ").Skip(1) : [])];

    private string Ask(string text, string value = "") => AnswerText.Of(_influx, new InfluxQuery(text)
    {
        Database = "d",
        Parameters = new Dictionary<string, QueryParameter> { ["h"] = new(QueryTokenKind.String, value), ["r"] = new(QueryTokenKind.Regex, value) },
    });
}

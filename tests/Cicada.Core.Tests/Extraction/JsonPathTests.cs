using System.Text.Json;
using Cicada.Extraction;

namespace Cicada.Tests.Extraction;

public sealed class JsonPathTests
{
    // The document of RFC 9535, figure 1, made shorter, and names that need quotes.
    private const string Store =
        """
        {"store": {"book": [{"title": "A", "price": 8.95}, {"title": "B", "price": 12.99}, {"title": "C", "isbn": "0-5"}, {"title": "D"}], "bicycle": {"color": "red", "price": 399}},
         "a b": 1, "it's": 2, "none": null, "empty": [], "": 3}
        """;

    [Theory]
    [InlineData("$.store.bicycle.color", "red")]
    [InlineData("$['store']['bicycle']['color']", "red")]
    [InlineData("$[\"store\"].bicycle . color", null)] // blanks belong to no name
    [InlineData("$['a b']", "1")]
    [InlineData("$['it\\'s']", "2")]
    [InlineData("$['']", "3")]
    [InlineData("$.store.book[0].title", "A")]
    [InlineData("$.store.book[-1].title", "D")]
    [InlineData("$.store.book[4].title", "")]
    [InlineData("$.store.book[-5].title", "")]
    [InlineData("$.store.book[*].title", "A B C D")]
    [InlineData("$.store.book[0,2].title", "A C")]
    [InlineData("$.store.book[1:3].title", "B C")]
    [InlineData("$.store.book[:2].title", "A B")]
    [InlineData("$.store.book[-2:].title", "C D")]
    [InlineData("$.store.book[::2].title", "A C")]
    [InlineData("$.store.book[::-1].title", "D C B A")]
    [InlineData("$.store.book[2:0:-1].title", "C B")]
    [InlineData("$.store.book[::0].title", "")]
    [InlineData("$.store.book[-9999999:99999999].title", "A B C D")]
    [InlineData("$..price", "8.95 12.99 399")]
    [InlineData("$..book[0].title", "A")]
    [InlineData("$..[2].isbn", "0-5")]
    [InlineData("$.store.bicycle.*", "red 399")]
    [InlineData("$.Store", "")] // case matters
    [InlineData("$.store.bicycle.color.length", "")]
    [InlineData("$.empty[*]", "")]
    public void A_path_leads_where_the_standard_says(string path, string? expected)
    {
        using var document = JsonDocument.Parse(Store);
        if (expected is null)
        {
            Assert.Throws<FormatException>(() => JsonPathReader.Read(path));
            return;
        }

        Assert.Equal(expected, string.Join(' ', JsonPathReader.Read(path).Find(document.RootElement)));
    }

    [Theory]
    [InlineData("", 1, "'$'")]
    [InlineData("token", 1, "'$'")]
    [InlineData("$token", 2, "'.' or '['")]
    [InlineData("$.", 3, "a name")]
    [InlineData("$..", 4, "a name")]
    [InlineData("$.a[", 5, "a number")]
    [InlineData("$.a[0", 6, "']'")]
    [InlineData("$.a['b", 5, "the ' that closes")]
    [InlineData("$.a[b]", 5, "a number")]
    [InlineData("$.a[99999999999]", 5, "a number")]
    public void What_is_no_path_is_said_with_its_place(string path, int place, string expected)
    {
        var refused = Assert.Throws<FormatException>(() => JsonPathReader.Read(path));

        Assert.Contains($"at {place}; expected {expected}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_filter_is_refused_with_what_to_do_instead()
    {
        var refused = Assert.Throws<FormatException>(() => JsonPathReader.Read("$.items[?@.id == 5]"));

        Assert.Contains("filters are not understood", refused.Message, StringComparison.Ordinal);
        Assert.Contains("AllJson", refused.Message, StringComparison.Ordinal);
    }
}

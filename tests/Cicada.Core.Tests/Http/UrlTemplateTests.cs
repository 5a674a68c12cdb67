using System.Globalization;

namespace Cicada.Tests.Http;

/// <summary>What an interpolated address becomes: where the request goes (as the server sees it) and what it is grouped under.</summary>
public sealed class UrlTemplateTests
{
    private static readonly int[] Numbers = [7];

    public static TheoryData<string, string, string> Literals() => new()
    {
        // given, name, target
        { "/", "/", "/" },
        { "/a?x=1", "/a?x=1", "/a?x=1" },
        { "/a#part", "/a", "/a" },
        { "a/b", "a/b", "/a/b" },
        { "?q=1", "?q=1", "/?q=1" },
        { "", "/", "/" },
        { "/login?return=http://elsewhere/", "/login?return=http://elsewhere/", "/login?return=http://elsewhere/" },
        { "/a b/é", "/a b/é", "/a%20b/%C3%A9" },
    };

    [Theory]
    [MemberData(nameof(Literals))]
    public async Task A_plain_string_is_its_own_name(string given, string name, string target)
    {
        var (run, sent) = await Sent(user => user.Client.GetAsync(given));

        Assert.Equal(name, run.Sample.Key.Name);
        Assert.Equal(target, sent);
    }

    [Fact]
    public async Task A_hole_is_named_after_what_stands_in_it()
    {
        var id = 5;
        await Check($"/item/{id}", user => user.Client.GetAsync($"/item/{id}"), "/item/{id}", "/item/5");
        var order = new { Id = 6, Customer = new { Name = "ann" } };
        await Check("member", user => user.Client.GetAsync($"/order/{order.Id}/of/{order.Customer.Name}"), "/order/{Id}/of/{Name}", "/order/6/of/ann");
        var @class = "b";
        await Check("keyword", user => user.Client.GetAsync($"/{@class}"), "/{class}", "/b");
        var _hidden = 1;
        await Check("underscore", user => user.Client.GetAsync($"/{_hidden}"), "/{_hidden}", "/1");
    }

    [Fact]
    public async Task Anything_but_a_plain_name_becomes_its_position()
    {
        var id = 5;
        await Check("call", user => user.Client.GetAsync($"/item/{Math.Abs(-3)}"), "/item/{1}", "/item/3");
        await Check("index", user => user.Client.GetAsync($"/item/{Numbers[0]}"), "/item/{1}", "/item/7");
        await Check("sum, second", user => user.Client.GetAsync($"/item/{id}/{id + 1}"), "/item/{id}/{2}", "/item/5/6");
        await Check("text", user => user.Client.GetAsync($"/item/{id}/{(id > 3 ? "many" : "few")}"), "/item/{id}/{2}", "/item/5/many");
    }

    [Fact]
    public async Task Values_are_formatted_for_no_culture_and_with_their_format()
    {
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            var (price, id, day) = (1.5, 5, new DateOnly(2026, 11, 24));
            await Check("number", user => user.Client.GetAsync($"/price/{price}"), "/price/{price}", "/price/1.5");
            await Check("format", user => user.Client.GetAsync($"/item/{id:D5}"), "/item/{id}", "/item/00005");
            await Check("date", user => user.Client.GetAsync($"/on/{day:yyyy-MM-dd}"), "/on/{day}", "/on/2026-11-24");
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Theory]
    [InlineData("a/b", "/item/a%2Fb")]
    [InlineData("a b", "/item/a%20b")]
    [InlineData("é", "/item/%C3%A9")]
    [InlineData("a?b#c", "/item/a%3Fb%23c")]
    [InlineData("a&b=c", "/item/a%26b%3Dc")]
    [InlineData("a%20b", "/item/a%2520b")]
    [InlineData("\r\nX: y", "/item/%0D%0AX%3A%20y")]
    [InlineData("", "/item/")]
    public async Task Values_stay_within_their_part_of_the_address(string id, string target) =>
        await Check(id, user => user.Client.GetAsync($"/item/{id}"), "/item/{id}", target);

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    public async Task Dots_cannot_be_escaped_so_they_are_refused(string id)
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => Sent(user => user.Client.GetAsync($"/item/{id}/name")));

        Assert.Contains($"'{id}'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_in_the_query_are_escaped_too()
    {
        var search = "salt & pepper";
        await Check("query", user => user.Client.GetAsync($"/find?q={search}"), "/find?q={search}", "/find?q=salt%20%26%20pepper");
    }

    [Fact]
    public async Task Nothing_is_an_empty_value()
    {
        string? nothing = null;
        await Check("null", user => user.Client.GetAsync($"/item/{nothing}"), "/item/{nothing}", "/item/");
    }

    [Fact]
    public async Task A_name_of_your_own_wins()
    {
        var id = 5;
        await Check("named", user => user.Client.GetAsync($"/item/{id}", name: "an item"), "an item", "/item/5");
    }

    [Fact]
    public async Task An_interpolated_constant_is_a_plain_string()
    {
        const string Version = "v1";
        await Check("constant", user => user.Client.GetAsync($"/{Version}/items"), "/v1/items", "/v1/items");
        await Check("no holes", user => user.Client.GetAsync($"/items"), "/items", "/items");
    }

    [Fact]
    public async Task A_whole_address_may_stand_in_the_first_hole()
    {
        await using var server = RawServer.Answering("HTTP/1.1 204 No Content\r\n\r\n");
        var (shop, id) = (server.Address, 5);

        var run = await HttpRun.Of(null, user => user.Client.GetAsync($"{shop}/item/{id}"));

        Assert.Equal("{shop}/item/{id}", run.Sample.Key.Name);
        Assert.Equal(204, run.Sample.StatusCode);
    }

    [Fact]
    public async Task Every_way_to_send_takes_a_template()
    {
        var id = 5;
        Func<HttpUser, Task<Response>>[] ways =
        [
            user => user.Client.GetAsync($"/item/{id}", user.Cancellation),
            user => user.Client.HeadAsync($"/item/{id}"),
            user => user.Client.OptionsAsync($"/item/{id}"),
            user => user.Client.DeleteAsync($"/item/{id}", user.Cancellation),
            user => user.Client.PostAsync($"/item/{id}"),
            user => user.Client.PutAsync($"/item/{id}"),
            user => user.Client.PatchAsync($"/item/{id}"),
            user => user.Client.PostJsonAsync($"/item/{id}", "{}", user.Cancellation),
            user => user.Client.PutJsonAsync($"/item/{id}", "{}"),
            user => user.Client.PatchJsonAsync($"/item/{id}", "{}"),
            user => user.Client.PostFormAsync($"/item/{id}", new Dictionary<string, string> { ["a"] = "b" }, user.Cancellation),
            user => user.Client.PostMultipartAsync($"/item/{id}", [FormPart.Text("a", "b")], user.Cancellation),
            user => user.Client.SendAsync(HttpMethod.Delete, $"/item/{id}"),
        ];

        foreach (var way in ways)
        {
            await Check("way", way, "/item/{id}", "/item/5");
        }
    }

    private static async Task Check(string what, Func<HttpUser, Task> task, string name, string target)
    {
        var (run, sent) = await Sent(task);
        Assert.Equal((what, name, target), (what, run.Sample.Key.Name, sent));
    }

    private static async Task<(HttpRun Run, string Target)> Sent(Func<HttpUser, Task> task)
    {
        var target = "";
        await using var server = new RawServer(async connection =>
        {
            target = (await connection.ReadRequestAsync())!.Split(' ')[1];
            await connection.WriteAsync("HTTP/1.1 204 No Content\r\n\r\n");
        });
        return (await HttpRun.Of(server.Address, task), target);
    }
}

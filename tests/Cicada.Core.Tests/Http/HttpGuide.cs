using System.Net;

namespace Cicada.Tests.Http;

// The code of docs/guides/http.md, so that it compiles and runs. HttpGuideTests holds the two together.
public sealed class HttpGuide : HttpUser
{
    public override HttpOptions Http => base.Http with
    {
        Timeout = TimeSpan.FromSeconds(10),
        Insecure = true,
    };

    public override async Task OnStart()
    {
        Client.Headers["Authorization"] = "Bearer abc";
        await Client.PostFormAsync("/login", new Dictionary<string, string> { ["user"] = "ann", ["password"] = "secret" }, Cancellation);
    }

    [Task]
    public Task Item() => Client.GetAsync($"/item/{Random.Next(1000)}", Cancellation, name: "/item/{id}");

    [Task]
    public async Task Names()
    {
        var order = new Order("salt", 2);
        var id = Random.Next(1000);
        await Client.GetAsync($"/item/{id}", Cancellation);                       // GET /item/{id}
        await Client.GetAsync($"/item/{id}/parts?size={order.Count}");            // GET /item/{id}/parts?size={Count}
        await Client.GetAsync("/search", query: new Dictionary<string, string> { ["q"] = "salt & pepper" }); // GET /search
        await Client.SendAsync(new HttpMethod("PURGE"), $"/cache/{id}");          // PURGE /cache/{id}
    }

    [Task]
    public async Task Checks()
    {
        using var response = await Client.GetAsync("/cart", Cancellation);
        if (response.StatusCode == 404)
        {
            response.Pass();                                            // an empty cart is fine
        }
        else if (!response.Text.Contains("total", StringComparison.Ordinal))
        {
            response.Fail($"no total in: {response.Text}");
        }
    }

    [Task]
    public async Task Bodies()
    {
        using var created = await Client.PostJsonAsync("/orders", new { Item = "salt", Count = 2 }, Cancellation);
        if (!created.Failed)
        {
            var order = created.Json<Order>();
            await Client.PutJsonAsync($"/orders/{order.Item}", order with { Count = 3 });
        }

        await Client.PostMultipartAsync("/photos", [FormPart.Text("title", "Salt"), FormPart.File("photo", [1, 2, 3], "salt.png", "image/png")]);
        await Client.PostAsync("/log", new StringContent("a line of text"), Cancellation);
    }

    [Task]
    public async Task Times()
    {
        using var response = await Client.GetAsync("/", Cancellation);
        Console.WriteLine($"{response.ResponseTime} in all, {response.FirstByteTime} to the first byte, {response.ConnectTime} to connect");
    }

    [Task]
    public async Task AtOnce()
    {
        string[] parts = ["/style.css", "/script.js", "/logo.png"];
        await Task.WhenAll(parts.Select(part => Client.GetAsync(part, Cancellation)));
    }

    public sealed record Order(string Item, int Count);
}

public sealed class HttpVersion2 : HttpUser
{
    public override HttpOptions Http => base.Http with { Version = HttpVersion.Version20 };
}

public sealed class Visitor : FastHttpUser
{
    [Task]
    public Task Home() => Client.GetAsync("/", Cancellation);
}

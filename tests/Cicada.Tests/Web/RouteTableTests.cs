using Cicada.Web;
using Microsoft.AspNetCore.Http;

namespace Cicada.Tests.Web;

public sealed class RouteTableTests
{
    private static readonly RouteTable Table = new([new Group("/", "/runs/*", "/api/runs", "/api/runs/{run}", "/api/runs/{run}/series", "/api/runs/delete", "/api/*")]);

    [Theory]
    [InlineData("/", "/", null)]
    [InlineData("/runs/r1/requests", "/runs/*", null)]
    [InlineData("/api/runs", "/api/runs", null)]
    [InlineData("/api/runs/r1", "/api/runs/{run}", "r1")]
    [InlineData("/api/runs/delete", "/api/runs/delete", null)] // exactly goes before any
    [InlineData("/api/runs/r1/series", "/api/runs/{run}/series", "r1")]
    [InlineData("/api/runs/{run}/series", "/api/runs/{run}/series", "{run}")]
    [InlineData("/api/runs//series", "/api/*", null)] // nothing is not any
    [InlineData("/api/runs/r1/nix", "/api/*", null)]
    [InlineData("/api/runs/r1/series/", "/api/*", null)]
    [InlineData("/API/runs", null, null)]
    [InlineData("", null, null)]
    public void A_path_is_answered_by_the_route_that_says_it_most_closely(string path, string? route, string? run)
    {
        var found = Table.Find(path, out var values);

        Assert.Equal(route, found?.Path);
        Assert.Equal(run, values.GetValueOrDefault("run"));
    }

    private sealed class Group(params string[] paths) : IRouteGroup
    {
        public IReadOnlyList<WebRoute> Routes { get; } = [.. paths.Select(path => new WebRoute("GET", path, _ => Task.CompletedTask))];

        public void Prepare(HttpContext context)
        {
        }

        public Task RefuseAsync(HttpContext context, int status, string sentence) => Task.CompletedTask;
    }
}

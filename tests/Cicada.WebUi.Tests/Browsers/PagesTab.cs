using System.Text;
using Microsoft.Playwright;

namespace Cicada.WebUi.Tests.Browsers;

/// <summary>The whole web UI in a tab, with answers that a test makes up instead of a server's.</summary>
internal static class PagesTab
{
    private static readonly Uri Root = new("http://ui.invalid/");

    /// <summary>Opens an address of the UI.</summary>
    /// <param name="chromium">The browser.</param>
    /// <param name="path">The page: <c>explore?q=…</c>.</param>
    /// <param name="answer">The status and the JSON that answer a request to the API; null for a plain 404.</param>
    public static async Task<BrowserTab> OpenPagesAsync(this Chromium chromium, string path, Func<IRequest, (int Status, string Json)?> answer)
    {
        var tab = await chromium.OpenAsync();
        var files = $"/{UiFiles.Folder}/{UiFiles.Embedded.Version}/";
        await tab.AnswerAsync(Root, route =>
        {
            var address = new Uri(route.Request.Url).AbsolutePath;
            if (address.StartsWith("/api/", StringComparison.Ordinal) || address == "/query")
            {
                var (status, json) = answer(route.Request) ?? (404, """{"error":"There is nothing."}""");
                return route.FulfillAsync(new() { Status = status, Body = json, ContentType = "application/json" });
            }

            return address.StartsWith(files, StringComparison.Ordinal) && UiFiles.Embedded.Find(address[files.Length..]) is { } file
                ? route.FulfillAsync(new() { BodyBytes = file.Content, ContentType = file.ContentType })
                : route.FulfillAsync(new() { BodyBytes = Encoding.UTF8.GetBytes(UiFiles.Embedded.Page("/")), ContentType = "text/html; charset=utf-8" });
        });
        await tab.GoAsync(Root, path);
        return tab;
    }

    /// <summary>What <c>info</c> answers.</summary>
    public static string Info(bool needsLogin = false) => $$"""
        {"version":"1","mode":"run","test":"shop","store":"cicada.duckdb","live_run":null,"can_start":true,"can_change":true,"user":null,
         "needs_login":{{(needsLogin ? "true" : "false")}},"now":"2026-11-28T19:00:00Z","time_zone":"UTC"}
        """;
}

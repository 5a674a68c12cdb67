using System.Text;

namespace Cicada.WebUi.Tests.Browsers;

/// <summary>The files of the web UI in a tab without any server behind: to import modules and ask them.</summary>
internal static class UiFilesTab
{
    private static readonly Uri Root = new("http://ui.invalid/");

    /// <summary>Opens a blank page into which every module of the UI can be imported by its name.</summary>
    public static async Task<BrowserTab> OpenUiFilesAsync(this Chromium chromium)
    {
        var tab = await chromium.OpenAsync();
        var prefix = $"/{UiFiles.Folder}/{UiFiles.Embedded.Version}/";
        await tab.AnswerAsync(Root, route =>
        {
            var path = new Uri(route.Request.Url).AbsolutePath;
            return path.StartsWith(prefix, StringComparison.Ordinal) && UiFiles.Embedded.Find(path[prefix.Length..]) is { } file
                ? route.FulfillAsync(new() { BodyBytes = file.Content, ContentType = file.ContentType })
                : route.FulfillAsync(new() { BodyBytes = Encoding.UTF8.GetBytes(Blank()), ContentType = "text/html; charset=utf-8" });
        });
        await tab.GoAsync(Root);
        return tab;
    }

    /// <summary>Imports a module as <c>m</c> and works out an expression with it.</summary>
    public static Task<T> AskAsync<T>(this BrowserTab tab, string module, string expression) =>
        tab.Page.EvaluateAsync<T>($"async () => {{ const m = await import('{module}'); return {expression}; }}");

    // The page with its map of modules, without its own script.
    private static string Blank() =>
        string.Join("\n", UiFiles.Embedded.Page("/").Split('\n').Where(line => !line.Contains("<script type=\"module\"", StringComparison.Ordinal)));
}

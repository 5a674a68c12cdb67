using System.Globalization;

namespace Cicada.Targets;

/// <summary>What the demo shop answers.</summary>
internal static class ShopPages
{
    public static string Front(int items)
    {
        var list = string.Concat(Enumerable.Range(0, Math.Min(items, 20)).Select(id => $"<li><a href=\"/item/{id}\">Item {id}</a></li>\n"));
        return $"<!doctype html>\n<html><head><title>Demo shop</title></head>\n<body><h1>Demo shop</h1>\n<ul>\n{list}</ul></body></html>\n";
    }

    public static string Item(int id) =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"id": {{id}}, "name": "Item {{id}}", "price": {{1 + (id * 37 % 9900) / 100.0:0.00}}, "stock": {{id * 13 % 50}}}""");
}

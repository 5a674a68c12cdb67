using System.Text.Json;

namespace Cicada.Extraction;

/// <summary>One step down from a value: what is chosen of its children, or with <paramref name="descends"/> of those of everything below it too.</summary>
internal sealed class JsonPathStep(Func<JsonElement, IEnumerable<JsonElement>> choose, bool descends)
{
    public IEnumerable<JsonElement> Of(JsonElement from) => descends ? Everything(from).SelectMany(choose) : choose(from);

    public static IEnumerable<JsonElement> Member(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) ? [value] : [];

    public static IEnumerable<JsonElement> Element(JsonElement of, int index)
    {
        if (of.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        var length = of.GetArrayLength();
        index = index < 0 ? length + index : index;
        return index >= 0 && index < length ? [of[index]] : [];
    }

    public static IEnumerable<JsonElement> Children(JsonElement of) => of.ValueKind switch
    {
        JsonValueKind.Object => of.EnumerateObject().Select(member => member.Value),
        JsonValueKind.Array => of.EnumerateArray(),
        _ => [],
    };

    /// <summary>RFC 9535, 2.3.4.2.2: from the first to before the second, each counted from the end where it is negative.</summary>
    public static IEnumerable<JsonElement> Slice(JsonElement of, int? from, int? to, int step)
    {
        if (of.ValueKind != JsonValueKind.Array || step == 0)
        {
            yield break;
        }

        var length = of.GetArrayLength();
        long At(int? bound, int otherwise) => bound is not { } given ? otherwise : given < 0 ? length + (long)given : given;
        if (step > 0)
        {
            var end = Math.Clamp(At(to, length), 0, length);
            for (var i = Math.Clamp(At(from, 0), 0, length); i < end; i += step)
            {
                yield return of[(int)i];
            }
        }
        else
        {
            var end = to is null ? -1 : Math.Clamp(At(to, 0), -1, length - 1);
            for (var i = Math.Clamp(At(from, length - 1), -1, length - 1); i > end; i += step)
            {
                yield return of[(int)i];
            }
        }
    }

    // The parser has bounded how deep a document may be.
    private static IEnumerable<JsonElement> Everything(JsonElement from) => Children(from).SelectMany(Everything).Prepend(from);
}

namespace Cicada.Influx.Patterns;

/// <summary>Finds out whether a pattern only names some texts, as <c>^(a|b)$</c> does; InfluxDB compares then instead of looking for the pattern.</summary>
internal static class ExactPattern
{
    private const int MostTexts = 100;

    /// <summary>The texts, or null where it is a pattern like any other.</summary>
    public static IReadOnlyList<string>? TextsOf(PatternNode node) =>
        node is PatternNode.Sequence { Parts: { Count: > 1 } parts }
        && parts[0] is PatternNode.Place { Kind: PatternPlace.TextBegin or PatternPlace.LineBegin }
        && parts[^1] is PatternNode.Place { Kind: PatternPlace.TextEnd or PatternPlace.LineEnd }
            ? TextsOf(parts.Skip(1).SkipLast(1))
            : null;

    private static IReadOnlyList<string>? TextsOf(IEnumerable<PatternNode> parts)
    {
        IReadOnlyList<string> texts = [""];
        foreach (var part in parts)
        {
            if (TextsOfPart(part) is not { } more || texts.Count * more.Count > MostTexts)
            {
                return null;
            }

            texts = [.. texts.SelectMany(text => more.Select(next => text + next))];
        }

        return texts;
    }

    private static IReadOnlyList<string>? TextsOfPart(PatternNode part)
    {
        switch (part)
        {
            case PatternNode.One { IsFolded: false, Set: { Count: <= MostTexts } set } when set.Ranges.All(range => range.Last is < 0xD800 || range.First is > 0xDFFF):
                return [.. set.Ranges.SelectMany(range => Enumerable.Range(range.First, range.Last - range.First + 1)).Select(char.ConvertFromUtf32)];
            case PatternNode.Sequence { Parts.Count: > 0 } sequence:
                return TextsOf(sequence.Parts);
            case PatternNode.Choice choice:
                var texts = new List<string>();
                foreach (var one in choice.Parts)
                {
                    if (TextsOfPart(one) is not { } more || texts.Count + more.Count > MostTexts)
                    {
                        return null;
                    }

                    texts.AddRange(more);
                }

                return texts;
            default:
                return null;
        }
    }
}

using System.Globalization;

namespace Cicada.Influx.Tests.Fuzzing;

/// <summary>Changes texts by chance: letters, words, whole parts, joined with other texts.</summary>
/// <param name="random">Chance.</param>
/// <param name="pieces">What is put in.</param>
internal sealed class Mutation(Random random, IReadOnlyList<string> pieces)
{
    private const int Longest = 4_000;

    private static readonly char[] Odd = ['\0', '\n', '\r', '\t', ' ', '"', '\'', '\\', '/', '$', ';', '(', ')', ',', '=', '\uD800', '\uDC00', 'ü', '\u2028', '\uFEFF', '0', '9', '-', '.', '~'];

    /// <summary>A changed copy of one of the samples.</summary>
    public string Of(IReadOnlyList<string> samples)
    {
        var text = samples[random.Next(samples.Count)];
        for (var changes = 1 + random.Next(random.Next(2) == 0 ? 2 : 6); changes > 0; changes--)
        {
            text = Changed(text, samples);
        }

        return text.Length <= Longest ? text : text[..Longest];
    }

    private string Changed(string text, IReadOnlyList<string> samples)
    {
        var at = random.Next(text.Length + 1);
        var length = Math.Min(random.Next(1, random.Next(3) == 0 ? 30 : 4), text.Length - at);
        switch (random.Next(9))
        {
            case 0:
                return text.Remove(at, length);
            case 1:
                return text.Insert(at, pieces[random.Next(pieces.Count)]);
            case 2:
                return text.Remove(at, length).Insert(at, pieces[random.Next(pieces.Count)]);
            case 3:
                return text.Insert(at, Odd[random.Next(Odd.Length)].ToString());
            case 4:
                return text.Insert(at, text.Substring(at, length));
            case 5:
                var other = samples[random.Next(samples.Count)];
                return text[..at] + other[random.Next(other.Length + 1)..];
            case 6:
                return text.Insert(at, Number());
            case 7 when length > 0:
                // The same part many times over: nesting, long names.
                return text.Insert(at, string.Concat(Enumerable.Repeat(text.Substring(at, length), random.Next(2, 60))));
            default:
                return length == 0 ? text : text.Remove(at, 1).Insert(at, ((char)(text[at] ^ (1 << random.Next(7)))).ToString());
        }
    }

    private string Number() => random.Next(5) switch
    {
        0 => "9223372036854775808",
        1 => "-9223372036854775809",
        2 => "1e400",
        3 => new string('9', random.Next(1, 400)),
        _ => random.Next(-1000, 1000).ToString(CultureInfo.InvariantCulture),
    };
}

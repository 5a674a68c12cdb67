using System.Globalization;
using System.Text;

namespace Cicada.Influx.Tests;

/// <summary>Points to ask about. No two of them have the same time, because the order of those is not said; but those of <c>tie</c> have.</summary>
internal static class SelectData
{
    /// <summary>2020-09-13 12:26:40; points of <c>cpu</c>, <c>mem</c> and <c>disk</c> lie in the minute after it.</summary>
    public const long Start = 1_600_000_000_000_000_000;

    private const long Second = 1_000_000_000;

    public static string Lines { get; } = Made(new Random(20261128));

    private static string Made(Random random)
    {
        var text = new StringBuilder();
        foreach (var host in (string[])["a", "b", "c"])
        {
            foreach (var region in (string[])["east", "west"])
            {
                for (long time = random.Next(8), i = 0; time < 60; time += random.Next(1, 9), i++)
                {
                    var fields = new List<string> { Number("v", Math.Round(random.NextDouble() * 60 - 10, 2)), $"n={random.Next(-5, 20)}i" };
                    if (i % 3 == 0)
                    {
                        fields.Add($"s=\"text {i % 4}\"");
                    }

                    if (i % 4 == 1)
                    {
                        fields.Add($"b={(random.Next(2) == 0 ? "true" : "false")}");
                    }

                    if (random.Next(4) == 0)
                    {
                        fields.RemoveAt(0);
                    }

                    Append($"cpu,host={host},region={region}", string.Join(',', fields), Start + time * Second + random.Next(1_000_000_000));
                }
            }
        }

        // The same field with another type, series without the tag, and a tag value that sorts before all.
        for (var i = 0; i < 25; i++)
        {
            Append(i % 3 == 0 ? "mem" : $"mem,host={(char)('a' + i % 3)}", $"v={random.Next(100)}i,{Number("free", random.Next(1, 5))}", Start + i * 2 * Second + random.Next(1_000_000_000));
        }

        for (var i = 0; i < 12; i++)
        {
            Append("disk,host=a,path=/", Number("used", 100 + i * i), Start + i * 5 * Second);
            Append("disk,host=b,path=/", Number("used", i == 5 ? 50 : 200 + 3 * i), Start + i * 5 * Second + 1);
        }

        for (var i = 0; i < 24; i++)
        {
            Append("season", $"{Number("v", Math.Round(20 + i + 5 * Math.Sin(i * Math.PI / 2), 3))},n={10 + i % 4}i", Start + i * 10 * Second);
        }

        // Two weeks with a change of the clocks each, an hour from point to point.
        foreach (var start in (long[])[1_711_670_400, 1_729_814_400])
        {
            for (var i = 0; i < 120; i++)
            {
                Append("zone", $"{Number("v", i)},n={i % 7}i", (start + i * 3600 + 60) * Second);
            }
        }

        for (var i = 0; i < 4; i++)
        {
            Append($"tie,host={(char)('a' + i)}", $"{Number("v", i / 2)},n={3 - i}i,b={(i % 2 == 0 ? "true" : "false")},s=\"{i}\"", Start + i / 3 * Second);
        }

        return text.ToString();

        void Append(string series, string fields, long time) => text.Append(CultureInfo.InvariantCulture, $"{series} {fields} {time}\n");
    }

    private static string Number(string name, double value) => string.Create(CultureInfo.InvariantCulture, $"{name}={value}");
}

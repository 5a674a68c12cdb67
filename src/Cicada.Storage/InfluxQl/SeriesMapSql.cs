using System.Globalization;
using System.Text;

namespace Cicada.Storage.InfluxQl;

/// <summary>
/// How a query tells the group and the condition of a point by its series. What there is to tell is small, so that it stands in the query: a list with a place for each number
/// of a series, as whole numbers.
/// </summary>
internal sealed class SeriesMapSql
{
    // Beyond that a table is joined.
    private const int MostPlaces = 4096;

    private const int MostNamed = 256;

    private SeriesMapSql()
    {
    }

    /// <summary>The group of a point, or null where there is only one.</summary>
    public string? Group { get; private init; }

    /// <summary>The condition of a point, or null where there is only one.</summary>
    public string? Condition { get; private init; }

    /// <summary>Which points are of wanted series, or null where all are.</summary>
    public string? Wanted { get; private init; }

    /// <summary>What is joined to the points, or empty.</summary>
    public string Join { get; private init; } = "";

    /// <summary>The series that <see cref="Join"/> is about: each with its group and condition; null where nothing is joined.</summary>
    public IEnumerable<(int Series, int Group, int Condition)>? Joined { get; private init; }

    /// <summary>The name of the temporary table with those.</summary>
    public const string Table = "wanted_series";

    /// <summary>Says it for the series of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="hasGroups">Whether the query must tell groups, and series that are not wanted from others.</param>
    public static SeriesMapSql Of(SeriesPlan plan, bool hasGroups = true)
    {
        var (isForCells, hasConditions) = (!hasGroups, plan.Rests.Count > 1);
        hasGroups &= plan.GroupTags.Count > 1;
        var places = Enumerable.Range(0, plan.Wanted.Count).ToArray();
        var most = places.Length == 0 ? 0 : places.Max(plan.IdOf);
        if (places.Length == 0)
        {
            return new() { Wanted = "false" };
        }

        if (most <= MostPlaces)
        {
            return new()
            {
                Group = hasGroups ? List(plan, places, most, place => plan.Groups[place]) : null,
                Condition = hasConditions ? List(plan, places, most, place => plan.Conditions[place]) : null,
                Wanted = plan.IsOfAll ? null
                    : places.Length <= MostNamed ? $"p.series IN ({string.Join(", ", places.Select(place => Text(plan.IdOf(place))))})"
                    : $"{List(plan, places, most, _ => 1)} IS NOT NULL",
            };
        }

        if (!hasGroups && !hasConditions && (plan.IsOfAll || isForCells || places.Length <= MostNamed))
        {
            return new() { Wanted = plan.IsOfAll || places.Length > MostNamed ? null : $"p.series IN ({string.Join(", ", places.Select(place => Text(plan.IdOf(place))))})" };
        }

        return new()
        {
            Group = hasGroups ? "w.grp" : null,
            Condition = hasConditions ? "w.cond" : null,
            Join = $" JOIN temp.{Table} w ON w.series = p.series",
            Joined = places.Select(place => (plan.IdOf(place), plan.Groups[place], plan.Conditions[place])),
        };
    }

    private static string List(SeriesPlan plan, int[] places, int most, Func<int, int> number)
    {
        var numbers = new int[most + 1];
        Array.Fill(numbers, -1);
        foreach (var place in places)
        {
            numbers[plan.IdOf(place)] = number(place);
        }

        // Lists begin at 1, as the numbers of series do.
        var text = new StringBuilder("([");
        for (var id = 1; id <= most; id++)
        {
            text.Append(id == 1 ? "" : ", ").Append(numbers[id] < 0 ? "NULL" : Text(numbers[id]));
        }

        return text.Append("]::INTEGER[])[p.series]").ToString();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

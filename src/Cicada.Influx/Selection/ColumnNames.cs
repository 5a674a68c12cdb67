using System.Globalization;
using Cicada.Influx.Queries;

namespace Cicada.Influx.Selection;

/// <summary>What columns of an answer are called.</summary>
internal static class ColumnNames
{
    /// <summary>The name of a field: its alias, or that of the function or of all names in it; empty where there is none.</summary>
    public static string Of(SelectField field) => field.Alias.Length > 0 ? field.Alias : field.Value switch
    {
        Expression.Call call => call.Name,
        Expression.Reference reference => reference.Name,
        Expression.Group group => Of(new SelectField(group.Inner, "")),
        Expression.Binary binary => string.Join('_', Names(binary)),
        _ => "",
    };

    /// <summary>The names of all columns but the time's, as another query knows them: a name may be there twice, then the first is meant.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<SelectField> fields, bool hasTarget) => [.. WithArguments(fields, hasTarget).Select(Of)];

    /// <summary>The names of all columns but the time's, none twice but where aliases are.</summary>
    public static IReadOnlyList<string> Distinct(IReadOnlyList<SelectField> fields, bool hasTarget)
    {
        var all = WithArguments(fields, hasTarget);
        var next = new Dictionary<string, int>();
        foreach (var field in all.Where(field => field.Alias.Length > 0))
        {
            next[field.Alias] = 1;
        }

        return [.. all.Select(field => field.Alias.Length > 0 ? field.Alias : Free(Of(field), next))];
    }

    private static string Free(string name, Dictionary<string, int> next)
    {
        if (!next.TryGetValue(name, out var count))
        {
            next[name] = 1;
            return name;
        }

        while (true)
        {
            var numbered = string.Create(CultureInfo.InvariantCulture, $"{name}_{count}");
            count++;
            if (!next.ContainsKey(numbered))
            {
                next[name] = count;
                next[numbered] = 1;
                return numbered;
            }
        }
    }

    /// <summary>What has columns of its own behind that of a field: behind <c>top</c> and <c>bottom</c> stand the fields and tags they name.</summary>
    public static IEnumerable<Expression.Reference> Behind(Expression field, bool hasTarget) =>
        field is Expression.Call { Name: "top" or "bottom" } call && !hasTarget ? call.Arguments.Skip(1).OfType<Expression.Reference>() : [];

    private static List<SelectField> WithArguments(IReadOnlyList<SelectField> fields, bool hasTarget) =>
        [.. fields.SelectMany(field => Behind(field.Value, hasTarget).Select(reference => new SelectField(reference, "")).Prepend(field))];

    private static IEnumerable<string> Names(Expression expression) => expression switch
    {
        Expression.Reference reference => [reference.Name],
        Expression.Call call => [call.Name],
        Expression.Binary binary => Names(binary.Left).Concat(Names(binary.Right)),
        Expression.Group group => Names(group.Inner),
        _ => [],
    };
}

using Cicada.Influx.Patterns;
using Cicada.Influx.Queries;

namespace Cicada.Influx.Selection;

/// <summary>Puts names in the place of wildcards and patterns in fields and in GROUP BY.</summary>
internal sealed class WildcardExpansion
{
    private readonly List<Expression.Reference> _names = [];
    private readonly List<string> _tags;
    private readonly IReadOnlyList<Expression> _groupBy;

    /// <param name="sources">Where names are from.</param>
    /// <param name="groupBy">What GROUP BY says of tags.</param>
    public WildcardExpansion(IReadOnlyList<PreparedSource> sources, IReadOnlyList<Expression> groupBy)
    {
        _groupBy = groupBy;
        var fields = new Dictionary<string, ReferenceCast>();
        var tags = new HashSet<string>();
        foreach (var source in sources)
        {
            Collect(source, fields, tags);
        }

        _tags = [.. tags.Order(ByteOrder.Instance)];
        _names.AddRange(fields.Select(field => new Expression.Reference(field.Key, field.Value)));

        // Tags are values like fields, unless they tell series apart.
        if (fields.Count > 0 && !groupBy.Any(IsWildcard))
        {
            _names.AddRange(tags.Except(groupBy.OfType<Expression.Reference>().Select(tag => tag.Name)).Select(tag => new Expression.Reference(tag, ReferenceCast.Tag)));
        }

        _names.Sort(static (left, right) => ByteOrder.Instance.Compare(left.Name, right.Name) is not 0 and var order ? order : Place(left.Cast).CompareTo(Place(right.Cast)));
    }

    /// <summary>Whether an expression is a wildcard or a pattern.</summary>
    public static bool IsWildcard(Expression expression) => expression is Expression.Wildcard or Expression.RegexValue;

    /// <summary>The tags GROUP BY means, sorted, each once.</summary>
    public IReadOnlyList<string> GroupBy() => [.. _groupBy.SelectMany(TagsOf).Distinct().Order(ByteOrder.Instance)];

    /// <summary>The fields a field means.</summary>
    public IEnumerable<SelectField> Of(SelectField field) => field.Value switch
    {
        Expression.Wildcard wildcard => _names
            .Where(name => wildcard.Cast == ReferenceCast.None || wildcard.Cast == ReferenceCast.Tag == (name.Cast == ReferenceCast.Tag))
            .Select(name => new SelectField(name, "")),
        Expression.RegexValue regex => Matching(_names, regex).Select(name => new SelectField(name, "")),
        Expression.Call call => OfCall(field, call),
        Expression.Binary binary when binary.Walk().FirstOrDefault(IsWildcard) is { } wildcard =>
            throw new QueryFailedException($"unsupported expression with {(wildcard is Expression.Wildcard ? "wildcard" : "regex field")}: {InfluxName.TextOf(binary)}"),
        _ => [field],
    };

    private IEnumerable<string> TagsOf(Expression dimension) => dimension switch
    {
        Expression.Reference reference => [reference.Name],
        Expression.RegexValue regex when QueryPattern.Of(regex.Pattern) is var pattern => _tags.Where(pattern.IsMatch),
        _ => _tags,
    };

    private IEnumerable<SelectField> OfCall(SelectField field, Expression.Call call)
    {
        // Of calls within each other, the innermost has it.
        var inner = call;
        while (inner.Arguments is [Expression.Call next, ..])
        {
            inner = next;
        }

        if (inner.Arguments.Count == 0 || !IsWildcard(inner.Arguments[0]))
        {
            return [field];
        }

        if (inner.Arguments[0] is Expression.Wildcard { Cast: ReferenceCast.Tag })
        {
            throw new QueryFailedException($"unable to use tag wildcard in {inner.Name}()");
        }

        var names = _names.Where(name => Takes(inner.Name, name.Cast));
        names = inner.Arguments[0] is Expression.RegexValue regex ? Matching(names, regex) : names;
        return names.Select(name => new SelectField(Replaced(call, inner, name), $"{ColumnNames.Of(field)}_{name.Name}"));
    }

    private static Expression.Call Replaced(Expression.Call call, Expression.Call inner, Expression.Reference name) => call with
    {
        Arguments = [ReferenceEquals(call, inner) ? name : Replaced((Expression.Call)call.Arguments[0], inner, name), .. call.Arguments.Skip(1)],
    };

    private static IEnumerable<Expression.Reference> Matching(IEnumerable<Expression.Reference> names, Expression.RegexValue regex)
    {
        var pattern = QueryPattern.Of(regex.Pattern);
        return names.Where(name => pattern.IsMatch(name.Name));
    }

    private static bool Takes(string function, ReferenceCast type) => type switch
    {
        ReferenceCast.Float or ReferenceCast.Integer => true,
        ReferenceCast.Unsigned => function is not ("holt_winters" or "holt_winters_with_fit"),
        ReferenceCast.String => function is "count" or "first" or "last" or "distinct" or "elapsed" or "mode" or "sample",
        ReferenceCast.Boolean => function is "count" or "first" or "last" or "distinct" or "elapsed" or "mode" or "sample" or "min" or "max",
        _ => false,
    };

    private static void Collect(PreparedSource source, Dictionary<string, ReferenceCast> fields, HashSet<string> tags)
    {
        switch (source)
        {
            case PreparedSource.Measurement { Schema: var schema }:
                foreach (var (name, kind) in schema.Fields)
                {
                    fields[name] = ValueTypes.Stronger(fields.GetValueOrDefault(name), ValueTypes.Of(kind));
                }

                tags.UnionWith(schema.Tags);
                break;
            case PreparedSource.Subquery { Query: var query }:
                var types = new ValueTypes(query.Sources);
                foreach (var field in query.Fields)
                {
                    var name = ColumnNames.Of(field);
                    fields[name] = ValueTypes.Stronger(fields.GetValueOrDefault(name), types.Leniently(field.Value));
                }

                tags.UnionWith(query.GroupBy);
                break;
        }
    }

    // Where a field and a tag have one name, the field comes first; unsigned ones, which InfluxDB learned of last, behind it.
    private static int Place(ReferenceCast type) => type switch { ReferenceCast.None => 0, ReferenceCast.Tag => 2, ReferenceCast.Unsigned => 3, _ => 1 };
}

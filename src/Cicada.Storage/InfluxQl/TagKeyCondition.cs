using Cicada.Influx.Patterns;
using Cicada.Influx.Queries;

namespace Cicada.Storage.InfluxQl;

/// <summary>Which tag keys a statement's WITH KEY means.</summary>
internal static class TagKeyCondition
{
    public static Func<string, bool> Of(TagKeyFilter? filter)
    {
        switch (filter)
        {
            case null:
                return _ => true;
            case { Pattern: { } text }:
                var pattern = QueryPattern.Of(text);
                return key => pattern.IsMatch(key) != filter.IsNegated;
            default:
                return key => filter.Keys.Contains(key, StringComparer.Ordinal) != filter.IsNegated;
        }
    }
}

using Cicada.Influx.Selection;

namespace Cicada.Influx.Tests;

internal sealed record MemoryPoint(long Time, Dictionary<string, string> Tags, Dictionary<string, QueryValue> Fields)
{
    public string TagOf(string key) => Tags.GetValueOrDefault(key, "");

    public QueryValue ValueOf(string name, bool isTag, QueryValueKind kind)
    {
        if (isTag)
        {
            return Tags.TryGetValue(name, out var tag) ? QueryValue.OfString(tag) : QueryValue.Null;
        }

        return Fields.TryGetValue(name, out var value) ? Converted(value, kind) : QueryValue.Null;
    }

    private static QueryValue Converted(QueryValue value, QueryValueKind kind) => (value.Kind, kind) switch
    {
        (QueryValueKind.Integer, QueryValueKind.Float) => QueryValue.OfFloat(value.AsInteger()),
        (QueryValueKind.Float, QueryValueKind.Integer) => QueryValue.OfInteger((long)value.AsFloat()),
        _ => value.Kind == kind ? value : QueryValue.Null,
    };
}

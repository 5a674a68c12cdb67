using System.Globalization;
using Cicada.Influx;
using Cicada.Influx.Queries;
using Cicada.Influx.Selection;
using Cicada.Storage.InfluxQl;

namespace Cicada.Storage.Tests.InfluxQl;

/// <summary>A store with a database <c>db</c>, filled by line protocol and asked by requests.</summary>
internal sealed class QueriedStore : IDisposable
{
    private readonly TemporaryStore _folder = new();

    public QueriedStore(string lines = "", TimeProvider? clock = null)
    {
        Store = Store.Open(_folder.Path, clock);
        Store.CreateDatabase("db");
        Write(lines);
    }

    public Store Store { get; }

    public string Path => _folder.Path;

    public static MeasurementKey Key(string name) => new("db", "autogen", name);

    /// <summary>A condition, its names with casts as queries have them once they are prepared.</summary>
    public static Expression Where(string condition) => QueryParser.ParseExpression(condition);

    public static ScanColumn Float(string name) => new(name, false, QueryValueKind.Float);

    public static ScanColumn Integer(string name) => new(name, false, QueryValueKind.Integer);

    public static ScanColumn Text(string name) => new(name, false, QueryValueKind.String);

    public static ScanColumn Boolean(string name) => new(name, false, QueryValueKind.Boolean);

    public static ScanColumn Tag(string name) => new(name, true, QueryValueKind.String);

    public void Write(string lines)
    {
        var points = lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(PointOf).ToList();
        if (points.Count > 0)
        {
            Assert.Empty(Store.Write("db", null, points).Rejected);
        }
    }

    public StorePointSource Open(QueryLimits? limits = null, CancellationToken? cancellation = null) =>
        Store.OpenPoints(limits ?? QueryLimits.Default, cancellation ?? TestContext.Current.CancellationToken);

    /// <summary>The rows of a scan as texts: group, its tags, time, columns.</summary>
    public List<string> Scan(ScanRequest request)
    {
        using var points = Open();
        using var cursor = points.Scan(request, TestContext.Current.CancellationToken);
        return [.. RowsOf(cursor, request.Columns.Count)];
    }

    public static IEnumerable<string> RowsOf(IPointCursor cursor, int columns)
    {
        while (cursor.Read())
        {
            var values = Enumerable.Range(0, columns).Select(i => TextOf(cursor[i]));
            yield return $"{cursor.Group}[{string.Join(',', cursor.GroupTags)}] {cursor.Time.ToString(CultureInfo.InvariantCulture)} {string.Join(' ', values)}";
        }
    }

    public static string TextOf(QueryValue value) => value.Kind switch
    {
        QueryValueKind.Null => "-",
        QueryValueKind.Float => FloatText(value.AsFloat()),
        QueryValueKind.Integer => value.AsInteger().ToString(CultureInfo.InvariantCulture) + "i",
        QueryValueKind.Unsigned => value.AsUnsigned().ToString(CultureInfo.InvariantCulture) + "u",
        QueryValueKind.Boolean => value.AsBoolean() ? "true" : "false",
        _ => $"'{value.AsString()}'",
    };

    private static string FloatText(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.All(letter => char.IsAsciiDigit(letter) || letter == '-') ? text + ".0" : text;
    }

    public void Dispose()
    {
        Store.Dispose();
        _folder.Dispose();
    }

    // Enough of line protocol for tests: no escapes.
    private static Point PointOf(string line)
    {
        var parts = line.Split(' ');
        var key = parts[0].Split(',');
        return new Point(
            key[0],
            [.. key.Skip(1).Select(tag => tag.Split('=')).Select(tag => new PointTag(tag[0], tag[1]))],
            [.. parts[1].Split(',').Select(field => field.Split('=')).Select(field => new PointField(field[0], ValueOf(field[1])))],
            long.Parse(parts[2], CultureInfo.InvariantCulture));
    }

    private static FieldValue ValueOf(string text) => text switch
    {
        "true" or "false" => FieldValue.Boolean(text == "true"),
        ['"', .. var inner, '"'] => FieldValue.String(inner),
        [.. var digits, 'i'] => FieldValue.Integer(long.Parse(digits, CultureInfo.InvariantCulture)),
        _ => FieldValue.Float(double.Parse(text, CultureInfo.InvariantCulture)),
    };
}

using Cicada.Influx.Patterns;
using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Influx.Tests;

/// <summary>Measurements, and few points: enough to prepare queries.</summary>
internal sealed class SchemaSource : IPointSource
{
    /// <summary>Points that have what <see cref="Some"/> says, as line protocol.</summary>
    public const string Lines = """
        m,host=a,region=x f=1.5,i=3i,s="abc",b=true 1000000000
        m,host=b f=2.5,i=4i,s="xyz",b=false 2000000000
        m f=-1,i=5i 3000000000
        n,host=a,zone=z f=7i,x="str",host2=2 1000000000
        """;

    private readonly Dictionary<string, PointSchema> _schemas;

    private SchemaSource(Dictionary<string, PointSchema> schemas) => _schemas = schemas;

    public static SchemaSource Some { get; } = new(new()
    {
        ["m"] = new(
            new Dictionary<string, QueryValueKind> { ["f"] = QueryValueKind.Float, ["i"] = QueryValueKind.Integer, ["s"] = QueryValueKind.String, ["b"] = QueryValueKind.Boolean },
            new HashSet<string> { "host", "region" }),
        ["n"] = new(
            new Dictionary<string, QueryValueKind> { ["f"] = QueryValueKind.Integer, ["x"] = QueryValueKind.String, ["host2"] = QueryValueKind.Float },
            new HashSet<string> { "host", "zone" }),
    });

    public IReadOnlyList<MeasurementKey> Find(QuerySource.Measurement source) =>
    [
        .. _schemas.Keys
            .Where(name => source.Pattern is { } pattern ? QueryPattern.Of(pattern).IsMatch(name) : name == source.Name)
            .Select(name => new MeasurementKey("db", "autogen", name)),
    ];

    public PointSchema SchemaOf(MeasurementKey measurement) => _schemas[measurement.Name];

    public IPointCursor Scan(ScanRequest request, CancellationToken cancellation) => new MemoryPointSource(Lines).Scan(request, cancellation);

    public IPointCursor? Aggregate(AggregateRequest request, CancellationToken cancellation) => throw new NotSupportedException();
}

using Cicada.Influx.Queries;
using Cicada.Influx.Reductions;
using Cicada.Influx.Selection;
using Cicada.Influx.Streams;

namespace Cicada.Influx.Tests;

/// <summary>A source that computes aggregates, but for modes.</summary>
internal sealed class AggregatingPointSource(MemoryPointSource points) : IPointSource
{
    public IReadOnlyList<MeasurementKey> Find(QuerySource.Measurement source) => points.Find(source);

    public PointSchema SchemaOf(MeasurementKey measurement) => points.SchemaOf(measurement);

    public IPointCursor Scan(ScanRequest request, CancellationToken cancellation) => points.Scan(request, cancellation);

    public IPointCursor? Aggregate(AggregateRequest request, CancellationToken cancellation)
    {
        if (request.Calls.Any(call => call.Function == "mode"))
        {
            return null;
        }

        var windows = new TimeWindows(request.Intervals, request.MinTime, request.MaxTime);
        var rows = new List<(string[] Group, long Time, QueryValue[] Values)>();
        var (reductions, hasValues, start, number) = (new Reduction[request.Calls.Count], new bool[request.Calls.Count], 0L, -1);
        string[] tags = [];
        using var scan = points.Scan(request, cancellation);
        while (scan.Read())
        {
            var from = windows.Of(scan.Time).Start;
            if (number != scan.Group || from != start)
            {
                Emit();
                (number, start, tags) = (scan.Group, from, [.. scan.GroupTags]);
                reductions = [.. request.Calls.Select(call => Aggregates.Of(Call(call))())];
                Array.Clear(hasValues);
            }

            for (var i = 0; i < reductions.Length; i++)
            {
                if (scan[request.Calls[i].Column] is { IsNull: false } value)
                {
                    reductions[i].Add(new StreamPoint(null!, scan.Time, value, null));
                    hasValues[i] = true;
                }
            }
        }

        Emit();
        return new MemoryPointCursor(rows, 0);

        void Emit()
        {
            if (number >= 0)
            {
                StreamPoint?[] results = [.. reductions.Select((reduction, place) => hasValues[place] ? Only(reduction) : null)];
                rows.Add((tags, request.KeepsTimes && results[0] is { } selected ? selected.Time : start, [.. results.Select(result => result?.Value ?? QueryValue.Null)]));
            }
        }
    }

    private static Expression.Call Call(AggregateCall call) => new(call.Function, [new Expression.Reference("f", ReferenceCast.Float), new Expression.NumberValue(call.Argument)]);

    private static StreamPoint? Only(Reduction reduction)
    {
        var results = new List<StreamPoint>();
        reduction.Emit(results);
        return results is [var only] ? only : null;
    }
}

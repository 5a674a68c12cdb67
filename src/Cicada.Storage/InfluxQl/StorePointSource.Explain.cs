using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <content>Says how requests are read, without reading more than the series.</content>
internal sealed partial class StorePointSource
{
    public PlannedRead Explain(ScanRequest request, CancellationToken cancellation)
    {
        if (MeasurementOf(request.Measurement) is not { } measurement)
        {
            return new(0, null);
        }

        return _connections.Translated(Explained, cancellation);

        PlannedRead Explained()
        {
            var tags = request.GroupBy.Concat(request is AggregateRequest ? [] : request.Columns.Where(column => column.IsTag).Select(column => column.Name));
            var plan = PlanOf(request, measurement, tags);
            var sql = request is AggregateRequest aggregate ? AggregateSql.Of(aggregate, measurement, plan)?.Query : ScanSql.Of(request, measurement, plan)?.Query;
            return new(plan.Wanted.Count, sql?.Text);
        }
    }
}

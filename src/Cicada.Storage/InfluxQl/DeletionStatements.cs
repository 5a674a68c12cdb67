using System.Globalization;
using Cicada.Influx.Patterns;
using Cicada.Influx.Queries;
using Cicada.Influx.Selection;
using Cicada.Storage.Queries;

namespace Cicada.Storage.InfluxQl;

/// <summary>Statements that delete points and series: of all retention policies of the database in use.</summary>
internal static class DeletionStatements
{
    public static IEnumerable<ResultRows> Answer(Statement statement, StatementContext context) => statement switch
    {
        Statement.Delete delete => AnswerRows.After(() => Delete(delete.Sources, delete.Where, context, isWhole: false)),
        Statement.DropSeries drop => AnswerRows.After(() =>
        {
            RequireDatabase(context);
            if (TimeCondition.Mentions(drop.Where))
            {
                throw new QueryFailedException("DROP SERIES doesn't support time in WHERE clause");
            }

            Delete(drop.Sources, drop.Where, context, isWhole: true);
        }),
        Statement.DropMeasurement drop => AnswerRows.After(() =>
        {
            RequireDatabase(context);
            context.Store.DropMeasurement(context.Query.Database, drop.Name);
        }),

        // There are none here.
        _ => [],
    };

    private static void Delete(IReadOnlyList<QuerySource> sources, Expression? where, StatementContext context, bool isWhole)
    {
        RequireDatabase(context);
        var time = isWhole ? new TimeCondition(where) : TimeCondition.Split(where, context.Now);
        var problem = context.Store.ChangeFile(file =>
        {
            // All conditions before the first point is gone, and without throwing: whoever throws here lets go of the file.
            if (Filters(file, sources, time, context, out var filters) is { } wrong)
            {
                return wrong;
            }

            foreach (var (table, filter) in filters)
            {
                Delete(file, table, filter, time);
            }

            return null;
        });
        if (problem is not null)
        {
            throw problem;
        }
    }

    private static QueryFailedException? Filters(
        StoreFile file, IReadOnlyList<QuerySource> sources, TimeCondition time, StatementContext context, out List<(MeasurementTable Table, SeriesFilter Filter)> filters)
    {
        filters = [];
        try
        {
            foreach (var measurement in StoredMeasurements.Of(StoredMeasurements.Of(file, context.Query.Database), sources))
            {
                filters.AddRange(measurement.Tables.Select(table => (table, SeriesFilter.Of(table, time.Rest, FieldComparison.Refused, measurement))));
            }

            return null;
        }
        catch (QueryFailedException exception)
        {
            return exception;
        }
        catch (PatternSyntaxException exception)
        {
            return new QueryFailedException(exception.Message, exception);
        }
    }

    private static void Delete(StoreFile file, MeasurementTable table, SeriesFilter filter, TimeCondition time)
    {
        var times = time.IsBounded ? string.Create(CultureInfo.InvariantCulture, $"time BETWEEN {time.Min} AND {time.Max}") : "true";
        var delete = $"DELETE FROM data.{table.PointsTable} WHERE {times}";
        var deleted = filter.IsOfAll
            ? file.Execute(delete)
            : filter.Read(file, "id").Select(row => (int)row[0]!).ToList() is { Count: > 0 } series ? file.Execute($"{delete} AND series IN (SELECT unnest($1))", series) : 0;
        if (deleted == 0)
        {
            return;
        }

        MinuteMerge.Forget(file, table);
        SeriesRemoval.DropEmpty(file, table);
        if (file.Scalar($"SELECT 1 FROM data.{table.SeriesTable} LIMIT 1") is null)
        {
            // With its last series a measurement goes, and its fields may be of other types from then on.
            file.Catalogue.DropMeasurement(table);
        }
    }

    private static void RequireDatabase(StatementContext context)
    {
        if (!context.Store.Databases.Contains(context.Query.Database))
        {
            throw StatementDefaults.NoDatabase(context.Query.Database);
        }
    }
}

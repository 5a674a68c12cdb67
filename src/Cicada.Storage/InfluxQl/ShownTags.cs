using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>What SHOW TAG KEYS and SHOW TAG VALUES have in common: a series for each measurement that has something to show.</summary>
/// <param name="Database">The database behind ON; empty for none.</param>
/// <param name="Sources">The measurements; with none all.</param>
/// <param name="With">The tag keys that are meant; null for all.</param>
/// <param name="Where">The series that are meant; null for all.</param>
/// <param name="Rows">The rows wanted of each measurement.</param>
internal sealed record ShownTags(string Database, IReadOnlyList<QuerySource> Sources, TagKeyFilter? With, Expression? Where, RowRange Rows)
{
    /// <summary>Answers.</summary>
    /// <param name="context">The statement's.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="rowsOf">The rows of a measurement, from its tag keys that are meant and the condition its series must fulfil.</param>
    public IReadOnlyList<ResultRows> Answer(
        StatementContext context, IReadOnlyList<string> columns, Func<StoreFile, NamedMeasurement, IEnumerable<string>, Expression?, IReadOnlyList<QueryValue[]>> rowsOf)
    {
        var database = context.Defaults.ExistingDatabase(Database);
        var time = TimeCondition.Split(Where, context.Now);
        SeriesFilter.RequireEqualities(time.Rest);
        var wanted = TagKeyCondition.Of(With);
        return context.Store.ReadFile(file =>
        {
            if (!GroupTimes.HasPoints(file, database, time))
            {
                return AnswerRows.None;
            }

            var answer = new List<ResultRows>();
            foreach (var measurement in StoredMeasurements.Of(StoredMeasurements.Of(file, database), Sources))
            {
                context.Cancellation.ThrowIfCancellationRequested();
                if (rowsOf(file, measurement, measurement.TagKeys.Where(wanted), time.Rest).Within(Rows) is { Count: > 0 } some)
                {
                    answer.Add(new ResultRows { Name = measurement.Name, Columns = columns, Rows = some });
                }
            }

            return answer;
        });
    }
}

using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>SHOW TAG VALUES: of each measurement, the values of some of its tags.</summary>
internal static class ShowTagValues
{
    private static readonly string[] Columns = ["key", "value"];

    public static IReadOnlyList<ResultRows> Answer(Statement.ShowTagValues show, StatementContext context)
    {
        var database = context.Defaults.ExistingDatabase(show.Database);
        var time = TimeCondition.Split(show.Where, context.Now);
        SeriesFilter.RequireEqualities(time.Rest);
        var wanted = TagKeyCondition.Of(show.With);
        return context.Store.ReadFile(file =>
        {
            if (!GroupTimes.HasPoints(file, database, time))
            {
                return AnswerRows.None;
            }

            var answer = new List<ResultRows>();
            foreach (var measurement in StoredMeasurements.Of(StoredMeasurements.Of(file, database), show.Sources))
            {
                context.Cancellation.ThrowIfCancellationRequested();
                List<QueryValue[]> rows =
                [
                    .. from key in measurement.TagKeys.Where(wanted)
                       let name = QueryValue.OfString(key)
                       from value in StoredTagValues.Of(file, measurement, key, time.Rest)
                       select new[] { name, QueryValue.OfString(value) },
                ];
                if (rows.Within(show.Rows) is { Count: > 0 } some)
                {
                    answer.Add(new ResultRows { Name = measurement.Name, Columns = Columns, Rows = some });
                }
            }

            return answer;
        });
    }
}

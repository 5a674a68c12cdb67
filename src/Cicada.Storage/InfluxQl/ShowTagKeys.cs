using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>SHOW TAG KEYS: of each measurement, the keys its series have.</summary>
internal static class ShowTagKeys
{
    public static IReadOnlyList<ResultRows> Answer(Statement.ShowTagKeys show, StatementContext context)
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
                var keys = measurement.TagKeys.Where(wanted).Where(key => StoredTagValues.Any(file, measurement, key, time.Rest)).ToList().Within(show.Rows);
                if (keys.Count > 0)
                {
                    answer.Add(new ResultRows { Name = measurement.Name, Columns = ["tagKey"], Rows = AnswerRows.Texts(keys) });
                }
            }

            return answer;
        });
    }
}

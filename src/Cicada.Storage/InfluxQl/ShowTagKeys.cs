using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>SHOW TAG KEYS: of each measurement, the keys its series have.</summary>
internal static class ShowTagKeys
{
    private static readonly string[] Columns = ["tagKey"];

    public static IReadOnlyList<ResultRows> Answer(Statement.ShowTagKeys show, StatementContext context) =>
        new ShownTags(show.Database, show.Sources, show.With, show.Where, show.Rows).Answer(
            context, Columns, (file, measurement, keys, condition) => AnswerRows.Texts(keys.Where(key => StoredTagValues.Any(file, measurement, key, condition))));
}

using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>SHOW TAG VALUES: of each measurement, the values of some of its tags.</summary>
internal static class ShowTagValues
{
    private static readonly string[] Columns = ["key", "value"];

    public static IReadOnlyList<ResultRows> Answer(Statement.ShowTagValues show, StatementContext context) =>
        new ShownTags(show.Database, show.Sources, show.With, show.Where, show.Rows).Answer(context, Columns, (file, measurement, keys, condition) =>
        [
            .. from key in keys
               let name = QueryValue.OfString(key)
               from value in StoredTagValues.Of(file, measurement, key, condition)
               select new[] { name, QueryValue.OfString(value) },
        ]);
}

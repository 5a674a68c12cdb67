using Cicada.Influx;
using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>SHOW FIELD KEYS: of each measurement of one retention policy, its fields and their types.</summary>
internal static class ShowFieldKeys
{
    private static readonly string[] Columns = ["fieldKey", "fieldType"];

    public static IReadOnlyList<ResultRows> Answer(Statement.ShowFieldKeys show, StatementContext context)
    {
        var sources = context.Defaults.Fill(show.Sources, show.Database);
        var all = context.Store.ReadFile(file =>
        {
            var fields = new SortedDictionary<string, SortedDictionary<string, string>>(ByteOrder.Instance);
            foreach (var source in sources)
            {
                foreach (var measurement in StoredMeasurements.Of(file, source))
                {
                    if (!fields.TryGetValue(measurement.Name, out var own))
                    {
                        fields.Add(measurement.Name, own = new(ByteOrder.Instance));
                    }

                    foreach (var field in measurement.Tables.SelectMany(table => table.Fields))
                    {
                        own.TryAdd(field.Name, field.Type.ToWord());
                    }
                }
            }

            return fields;
        });
        List<ResultRows> answer =
        [
            .. all.Select(one => (one.Key, Rows: one.Value.Select(field => new[] { QueryValue.OfString(field.Key), QueryValue.OfString(field.Value) }).ToList().Within(show.Rows)))
                .Where(one => one.Rows.Count > 0)
                .Select(one => new ResultRows { Name = one.Key, Columns = Columns, Rows = one.Rows }),
        ];
        return AnswerRows.WithMoreToCome(answer);
    }
}

namespace Cicada.Storage;

/// <summary>Writes the points of a run as CSV, in the order they were recorded, with a bounded number of them in memory.</summary>
internal static class CsvExport
{
    public static long Write(StoreFile file, string run, string measurement, TextWriter writer, Action<long>? progress = null)
    {
        var (table, runTag) = RunPointReader.Require(file, measurement);
        var columns = table.Tags.Select(tag => (tag.Name, Sql: $"s.{tag.SqlName}"))
            .Concat(table.Fields.Select(column => (column.Name, Sql: column.JoinedName)))
            .ToList();
        writer.Write("time");
        foreach (var (name, _) in columns)
        {
            writer.Write(',');
            writer.Write(CsvText.Of(name));
        }

        writer.Write('\n');

        var ofRun = $"FROM {table.Joined} WHERE s.{runTag.SqlName} = $1";
        var selected = string.Concat(columns.Select(column => $", {column.Sql}"));
        var count = 0L;
        foreach (var (from, to) in RunPointReader.Stretches(file, table, runTag, run))
        {
            var rows = file.Query(
                $"SELECT p.time{selected} {ofRun} AND p.rowid >= $2 AND p.rowid < $3 ORDER BY p.rowid", run, from, to);
            foreach (var row in rows)
            {
                for (var i = 0; i < row.Length; i++)
                {
                    if (i > 0)
                    {
                        writer.Write(',');
                    }

                    writer.Write(CsvText.Of(row[i]));
                }

                writer.Write('\n');
                count++;
                progress?.Invoke(count);
            }
        }

        return count;
    }
}

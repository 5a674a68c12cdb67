using System.Data.Common;
using System.Text;
using System.Text.Json;

namespace Cicada.Storage;

/// <summary>Writes the points of a run as parquet, by DuckDB itself.</summary>
internal static class ParquetExport
{
    public static long Write(StoreFile file, string run, string measurement, string path)
    {
        if (file.Owner is not { } owner)
        {
            return WriteAt(file, run, measurement, path);
        }

        // A store that is open for others lets DuckDB write nowhere else.
        var passing = Path.Combine(
            owner.Scratch ?? throw new StoreException($"The parquet file could not be written: there is no room in '{Path.GetTempPath()}'. Free some there."),
            Path.GetRandomFileName());
        try
        {
            var count = WriteAt(file, run, measurement, passing);
            File.Copy(passing, path, overwrite: true);
            return count;
        }
        catch (IOException exception)
        {
            throw new StoreException($"The parquet file could not be written: {exception.Message.TrimEnd('.')}. Free what is in its way, or name another file.", exception);
        }
        finally
        {
            File.Delete(passing);
        }
    }

    private static long WriteAt(StoreFile file, string run, string measurement, string path)
    {
        var (table, runTag) = RunPointReader.Require(file, measurement);
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { ParquetFile.Time };
        var columns = table.Tags.Select(tag => (Sql: $"s.{tag.SqlName}", tag.Name, Column: MeasurementTable.FreeName(tag.Name, taken))).ToList();
        var tags = columns.Count;
        columns.AddRange(table.Fields.Select(field => (Sql: field.JoinedName, field.Name, Column: MeasurementTable.FreeName(field.Name, taken))));

        var selected = string.Concat(columns.Select(column => $", {column.Sql} AS {SqlText.Name(column.Column)}"));

        // COPY takes no parameters.
        var query =
            $"""
            COPY (
                SELECT make_timestamp_ns(p.time) AS {SqlText.Name(ParquetFile.Time)}{selected} FROM {table.Joined}
                WHERE s.{runTag.SqlName} = {SqlText.Literal(run)})
            TO {SqlText.Literal(path)} (FORMAT parquet, COMPRESSION zstd, KV_METADATA {"{"}
                {ParquetFile.MeasurementKey}: {SqlText.Literal(measurement)},
                {ParquetFile.TagsKey}: {SqlText.Literal(Array(columns.Take(tags).Select(column => column.Column)))},
                {ParquetFile.NamesKey}: {SqlText.Literal(Array(columns.Select(column => column.Name)))}
            {"}"})
            """;
        try
        {
            file.Execute(query);
        }
        catch (DbException exception) when (exception.Message.Contains(Path.GetFileName(path), StringComparison.Ordinal))
        {
            // It is not the store that is at fault.
            throw new StoreException(
                $"The parquet file could not be written: {StoreErrors.Reason(exception.Message)}. Free what is in its way, or name another file.", exception);
        }

        return RunPointReader.Count(file, table, runTag, run);
    }

    private static string Array(IEnumerable<string> texts)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartArray();
            foreach (var text in texts)
            {
                json.WriteStringValue(text);
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}

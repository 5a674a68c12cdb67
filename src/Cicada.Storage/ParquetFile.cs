using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Cicada.Influx;
using DuckDB.NET.Data;

namespace Cicada.Storage;

/// <summary>
/// A parquet file of points: one column <c>time</c>, the others tags and fields. What <see cref="RunHistory.ExportParquet"/> wrote says
/// itself which measurement it holds and which columns are tags; of another file the caller must know. Used by one thread at a time.
/// </summary>
public sealed class ParquetFile : IDisposable
{
    internal const string Time = "time";
    internal const string MeasurementKey = "cicada_measurement";
    internal const string TagsKey = "cicada_tags";
    internal const string NamesKey = "cicada_names";

    private readonly DuckDBConnection _connection;
    private readonly string _path;
    private readonly List<(string Name, string Type)> _columns = [];
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);

    private ParquetFile(DuckDBConnection connection, string path)
    {
        _connection = connection;
        _path = path;
    }

    /// <summary>The measurement the file says it holds, or null.</summary>
    public string? Measurement => _metadata.GetValueOrDefault(MeasurementKey);

    /// <summary>The columns apart from <c>time</c>, in their order.</summary>
    public IReadOnlyList<string> Columns => [.. _columns.Select(column => column.Name)];

    /// <summary>The columns the file says are tags, or null where it says nothing.</summary>
    public IReadOnlyList<string>? Tags => Texts(TagsKey);

    /// <summary>The number of rows.</summary>
    public long Rows { get; private set; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="StoreException">It is no parquet file, is damaged, or has no column <c>time</c>.</exception>
    public static ParquetFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (path.AsSpan().IndexOfAny('*', '?', '[') >= 0)
        {
            throw new StoreException($"The file '{path}' has one of * ? [ in its name, which DuckDB takes for a pattern of several files. Give it another name.");
        }

        var connection = new DuckDBConnection("Data Source=:memory:");
        var file = new ParquetFile(connection, path);
        try
        {
            connection.Open();
            file.ReadHead();
            return file;
        }
        catch (DbException exception)
        {
            connection.Dispose();
            throw Refused(path, exception);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The rows as points, as they come.</summary>
    /// <param name="measurement">The measurement they are points of.</param>
    /// <param name="tags">The columns that are tags; the others are fields, whole numbers integers and other numbers floats.</param>
    /// <returns>A point for each row, or null for a row without a time or without any field.</returns>
    /// <exception cref="StoreException">The file is damaged further on.</exception>
    public IEnumerable<Point?> Read(string measurement, IReadOnlyCollection<string> tags)
    {
        ArgumentException.ThrowIfNullOrEmpty(measurement);
        ArgumentNullException.ThrowIfNull(tags);
        var real = Texts(NamesKey) is { } names && names.Count == _columns.Count ? names : Columns;
        var columns = _columns.Select((column, i) => (Name: real[i], Type: tags.Contains(column.Name) ? null : TypeOf(column.Type) as FieldType?)).ToList();
        using var command = _connection.CreateCommand();
        command.CommandText = $"SELECT {TimeSql}{string.Concat(_columns.Select((column, i) => $", {CastOf(column.Name, columns[i].Type)}"))} FROM read_parquet($1)";
        command.Parameters.Add(new DuckDBParameter(_path));
        command.UseStreamingMode = true;
        using var reader = Guard(command.ExecuteReader);
        while (Guard(reader.Read))
        {
            yield return PointOf(measurement, columns, reader);
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _connection.Dispose();

    private string TimeSql { get; set; } = "";

    private static Point? PointOf(string measurement, List<(string Name, FieldType? Type)> columns, DuckDBDataReader reader)
    {
        var tags = new List<PointTag>();
        var fields = new List<PointField>(columns.Count);
        for (var i = 0; i < columns.Count; i++)
        {
            var (name, type) = columns[i];
            if (reader.IsDBNull(i + 1))
            {
                continue;
            }

            if (type is not { } known)
            {
                tags.Add(new(name, reader.GetString(i + 1)));
                continue;
            }

            fields.Add(new(name, known switch
            {
                FieldType.Float => FieldValue.Float(reader.GetDouble(i + 1)),
                FieldType.Integer => FieldValue.Integer(reader.GetInt64(i + 1)),
                FieldType.Boolean => FieldValue.Boolean(reader.GetBoolean(i + 1)),
                _ => FieldValue.String(reader.GetString(i + 1)),
            }));
        }

        return reader.IsDBNull(0) || fields.Count == 0 ? null : new Point(measurement, tags, fields, reader.GetInt64(0));
    }

    private void ReadHead()
    {
        using var command = _connection.CreateCommand();
        command.CommandText =
            """
            SET memory_limit = '1GB';
            SET autoinstall_known_extensions = false;
            SET autoload_known_extensions = false;
            """;
        command.ExecuteNonQuery();

        command.Parameters.Add(new DuckDBParameter(_path));
        command.CommandText = "SELECT decode(key), decode(value) FROM parquet_kv_metadata($1)";
        foreach (var row in AllOf(command))
        {
            _metadata[(string)row[0]!] = (string?)row[1] ?? "";
        }

        command.CommandText = "DESCRIBE SELECT * FROM read_parquet($1)";
        foreach (var row in AllOf(command))
        {
            var (name, type) = ((string)row[0]!, (string)row[1]!);
            if (name != Time)
            {
                _columns.Add((name, type));
            }
            else
            {
                TimeSql = type.StartsWith("TIMESTAMP", StringComparison.Ordinal) ? "epoch_ns(\"time\")" : "TRY_CAST(\"time\" AS BIGINT)";
            }
        }

        if (TimeSql.Length == 0)
        {
            throw new StoreException(
                $"The parquet file '{_path}' has no column '{Time}'; expected one with timestamps or with nanoseconds since 1970. Rename the column.");
        }

        command.CommandText = "SELECT count(*) FROM read_parquet($1)";
        Rows = Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static List<object?[]> AllOf(DuckDBCommand command)
    {
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            rows.Add(StoreFile.RowOf(reader));
        }

        return rows;
    }

    private IReadOnlyList<string>? Texts(string key)
    {
        if (!_metadata.TryGetValue(key, out var json))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            return [.. document.RootElement.EnumerateArray().Select(element => element.GetString() ?? "")];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string CastOf(string column, FieldType? type)
    {
        var name = SqlText.Name(column);
        return type switch
        {
            FieldType.Float => $"TRY_CAST({name} AS DOUBLE)",
            FieldType.Integer => $"TRY_CAST({name} AS BIGINT)",
            FieldType.Boolean => $"TRY_CAST({name} AS BOOLEAN)",
            _ => $"TRY_CAST({name} AS VARCHAR)",
        };
    }

    private static FieldType TypeOf(string type) => type switch
    {
        "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "UTINYINT" or "USMALLINT" or "UINTEGER" => FieldType.Integer,
        "FLOAT" or "DOUBLE" or "UBIGINT" or "HUGEINT" or "UHUGEINT" => FieldType.Float,
        "BOOLEAN" => FieldType.Boolean,
        _ when type.StartsWith("DECIMAL", StringComparison.Ordinal) => FieldType.Float,
        _ => FieldType.String,
    };

    private T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DbException exception)
        {
            throw Refused(_path, exception);
        }
    }

    private static StoreException Refused(string path, DbException exception) =>
        new($"The file '{path}' cannot be read as parquet: {StoreErrors.Reason(exception.Message)}. Check that it is complete, or name another file.", exception);
}

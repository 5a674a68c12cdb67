using DuckDB.NET.Data;

namespace Cicada.Storage.Tests;

/// <summary>A store in a folder of its own, and short ways to fill it and to look into it as any DuckDB client would.</summary>
internal sealed class TemporaryStore : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cicada-store-");

    public string Folder => _folder.FullName;

    public string Path => System.IO.Path.Combine(_folder.FullName, "cicada.duckdb");

    public async Task<StoreOutput> OpenAsync(RunDescription run)
    {
        var output = new StoreOutput(Path);
        await output.OpenAsync(new OutputContext { Run = run }, TestContext.Current.CancellationToken);
        return output;
    }

    /// <summary>Records a whole run; without a summary it is left without an end.</summary>
    public async Task RecordAsync(RunDescription run, OutputBatch batch, RunSummary? summary = null)
    {
        await using var output = await OpenAsync(run);
        await output.WriteAsync(batch, TestContext.Current.CancellationToken);
        if (summary is not null)
        {
            await output.CloseAsync(run, summary, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The first column of the first row.</summary>
    public object? Scalar(string sql) => Rows(sql)[0][0];

    public List<object?[]> Rows(string sql)
    {
        using var connection = new DuckDBConnection($"Data Source={Path};ACCESS_MODE=READ_ONLY");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
        }

        return rows;
    }

    public void Change(string sql)
    {
        using var connection = new DuckDBConnection($"Data Source={Path}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

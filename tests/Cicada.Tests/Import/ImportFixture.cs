using System.Globalization;
using System.Text;
using Cicada.Import;
using Cicada.Influx;
using Cicada.Storage;
using Cicada.TestSupport;

namespace Cicada.Tests.Import;

/// <summary>A folder with files to import and a store to import them into.</summary>
internal sealed class ImportFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Store => _folder.Combine("cicada.duckdb");

    public static string Sample(string name) => RepositoryRoot.Combine("tests", "Cicada.Tests", "Import", name);

    public string PathOf(string name) => _folder.Combine(name);

    public ImportResult Import(string path, ImportChoice? choice = null, string? store = null)
    {
        choice ??= new ImportChoice();
        using var file = new ImportFile(path, Path.GetFileName(path));
        using var import = new RunImport(file, choice, store ?? Store, TimeProvider.System);
        return import.Import(choice.Format ?? ImportFormats.Recognise(file.Head(ImportFormats.HeadLength))!.Value, () => { });
    }

    public ImportResult ImportText(string text, ImportChoice? choice = null, string name = "results.txt") =>
        ImportBytes(Encoding.UTF8.GetBytes(text), choice, name);

    public ImportResult ImportBytes(byte[] bytes, ImportChoice? choice = null, string name = "results.txt")
    {
        var path = _folder.Combine(name);
        File.WriteAllBytes(path, bytes);
        return Import(path, choice);
    }

    public RunSummary Summary(string run = "latest")
    {
        using var history = RunHistory.Open(Store);
        return history.ReadSummary(run);
    }

    /// <summary>The points of a run as texts that are equal where the points are, sorted.</summary>
    public List<string> Points(string run = "latest", string? measurement = null, string? store = null)
    {
        using var history = RunHistory.Open(store ?? Store);
        return [.. history.ReadPoints(run).Where(point => measurement is null || point.Measurement == measurement).Select(Text).Order(StringComparer.Ordinal)];
    }

    public List<string> Sql(string query)
    {
        using var history = RunHistory.Open(Store);
        using var rows = history.Sql(query);
        return [.. rows.Rows.Select(row => string.Join('|', row.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture))))];
    }

    public static string Text(Point point)
    {
        var tags = point.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}={tag.Value}");
        var fields = point.Fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}={field.Value.Type}:{Exact(field.Value)}");
        return $"{point.Measurement} @{point.TimeNanoseconds} [{string.Join('\u0001', tags)}] {string.Join('\u0001', fields)}";
    }

    public void Dispose() => _folder.Dispose();

    // Minus nought is a number of its own.
    private static string Exact(FieldValue value) => value.Type == FieldType.Float
        ? BitConverter.DoubleToInt64Bits(value.AsFloat()).ToString("x", CultureInfo.InvariantCulture)
        : value.ToString();
}

using System.Globalization;
using Cicada.Queries;

// Times the questions about a run at 1, 10 and 100 million requests, or at as many million as the arguments say.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var folder = Directory.CreateTempSubdirectory("cicada-queries-");
try
{
    foreach (var millions in args.Length > 0 ? args.Select(arg => int.Parse(arg, CultureInfo.InvariantCulture)) : [1, 10, 100])
    {
        var path = Path.Combine(folder.FullName, $"{millions}.duckdb");
        await RecordedDay.WriteAsync(path, millions * 1_000_000L);
        QuestionTimes.Print(path);
        File.Delete(path);
        File.Delete(path + ".wal");
    }
}
finally
{
    folder.Delete(recursive: true);
}

using System.Globalization;
using Cicada.Queries;

// Times the questions about a run at 1, 10 and 100 million requests, or at as many million as the arguments say. '--keep' leaves the stores, and the path of one asks it again.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is [var known] && File.Exists(known))
{
    QuestionTimes.Print(known);
    return;
}

// '--pages' times what the pages ask instead: of a day of 10 names, of a quarter of an hour of 2,000, and of a store of 2,000 runs.
if (args is ["--pages", .. var stores])
{
    await PageTimes.PrintAsync(stores);
    return;
}

var keeps = args.Contains("--keep");
var folder = Directory.CreateTempSubdirectory("cicada-queries-");
try
{
    foreach (var millions in args.Where(arg => arg != "--keep").DefaultIfEmpty("1 10 100").SelectMany(arg => arg.Split(' ')))
    {
        var path = Path.Combine(folder.FullName, $"{millions}.duckdb");
        await RecordedDay.WriteAsync(path, int.Parse(millions, CultureInfo.InvariantCulture) * 1000);
        QuestionTimes.Print(path);
        if (!keeps)
        {
            File.Delete(path);
        }
    }
}
finally
{
    if (keeps)
    {
        Console.WriteLine($"The stores are in '{folder.FullName}'.");
    }
    else
    {
        folder.Delete(recursive: true);
    }
}

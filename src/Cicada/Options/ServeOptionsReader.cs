using Cicada.Influx.Selection;
using Cicada.InfluxApi;
using Cicada.Web;

namespace Cicada.Options;

/// <summary>Reads the options of <c>serve</c>.</summary>
internal static class ServeOptionsReader
{
    /// <summary>Reads them.</summary>
    /// <param name="values">What was given.</param>
    /// <exception cref="PlanException">Some make no sense; it says which, and why.</exception>
    public static ServeOptions Read(IReadOnlyDictionary<string, OptionValue> values)
    {
        List<string> problems = [];
        var read = new OptionReader(values, problems);
        var asksForUser = read.Flag(ServeOptionSpecs.Auth);
        var options = new ServeOptions
        {
            Web = Web(read, values, problems),
            Influx = new InfluxApiOptions
            {
                AsksForUser = asksForUser,
                LargestBody = Size(ServeOptionSpecs.MaxBodySize, "The size of a request", values, problems) ?? new InfluxApiOptions().LargestBody,
                MostRows = read.Whole(ServeOptionSpecs.MaxRowLimit, "The number of rows of an answer", 0, long.MaxValue, "--max-row-limit 10000") ?? 0,
            },
            Queries = Queries(read, values, problems),
            AdminUser = read.Text(ServeOptionSpecs.AdminUser),
            AdminPassword = read.Text(ServeOptionSpecs.AdminPassword) ?? "",
            LogLevel = RunOptionsReader.Level(read, problems, values),
            LogFile = read.Text(RunOptionSpecs.LogFile),
            Json = read.Flag(ServeOptionSpecs.Json),
        };
        if (options.AdminUser is not null && options.AdminPassword.Length == 0)
        {
            problems.Add(
                $"The option '--admin-user' names '{options.AdminUser}', and there is no password; expected one in {ServeOptionSpecs.AdminPassword.Variable}. Set it in the environment, where others do not see it.");
        }

        WebOptionsReader.RequireAccess(options.Web, asksForUser, "'--auth' (and '--admin-user NAME' for the first user) or '--web-auth SECRET'", problems);
        return problems.Count > 0 ? throw new PlanException(problems) : options;
    }

    private static WebHostOptions Web(OptionReader read, IReadOnlyDictionary<string, OptionValue> values, List<string> problems)
    {
        var web = WebOptionsReader.Read(read, values, ServeOptionSpecs.Port, ServeOptions.DefaultPort, problems);
        return web with
        {
            Connections = (int)(read.Whole(ServeOptionSpecs.MaxConnections, "The number of connections", 1, 1_000_000, "--max-connections 1000") ?? web.Connections),
            LogsRequests = read.Flag(ServeOptionSpecs.AccessLog),
        };
    }

    private static QueryLimits Queries(OptionReader read, IReadOnlyDictionary<string, OptionValue> values, List<string> problems)
    {
        var defaults = QueryLimits.Default;
        return new(
            read.Whole(ServeOptionSpecs.MaxSelectBuckets, "The number of intervals", 1, long.MaxValue, "--max-select-buckets 1000000") ?? defaults.Buckets,
            read.Whole(ServeOptionSpecs.MaxSelectRows, "The number of rows", 1, long.MaxValue, "--max-select-rows 1000000") ?? defaults.Rows,
            read.Duration(ServeOptionSpecs.QueryTimeout, "The time of a query", zeroAllowed: false, "--query-timeout 1m") ?? defaults.Time,
            (int)(read.Whole(ServeOptionSpecs.MaxConcurrentQueries, "The number of queries at a time", 1, 10_000, "--max-concurrent-queries 16") ?? defaults.AtOnce),
            Size(ServeOptionSpecs.QueryMemory, "The memory of queries", values, problems) ?? defaults.MemoryBytes);
    }

    private static long? Size(OptionSpec spec, string what, IReadOnlyDictionary<string, OptionValue> values, List<string> problems)
    {
        if (!values.TryGetValue(spec.Key, out var value))
        {
            return null;
        }

        if (SizeText.TryParse(value.Last, out var bytes))
        {
            return bytes;
        }

        problems.Add($"{what} is '{value.Last}'{value.Place}; {SizeText.Expected}. Write for instance '{spec.Name} 100MB'.");
        return null;
    }
}

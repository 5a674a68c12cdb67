using static Cicada.Options.RunOptionSpecs;

namespace Cicada.Options;

/// <summary>Makes what there is to say about each InfluxDB from what was given for all of them.</summary>
internal static class InfluxOptionsReader
{
    private static readonly Dictionary<string, InfluxVersion> Versions = new(StringComparer.OrdinalIgnoreCase)
    {
        ["auto"] = Cicada.InfluxVersion.Auto,
        ["1"] = Cicada.InfluxVersion.V1,
        ["2"] = Cicada.InfluxVersion.V2,
        ["3"] = Cicada.InfluxVersion.V3,
    };

    private static readonly Dictionary<string, InfluxMode> Modes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["raw"] = Cicada.InfluxMode.Raw,
        ["stats"] = Cicada.InfluxMode.Statistics,
        ["both"] = Cicada.InfluxMode.Both,
    };

    /// <summary>Reads the options.</summary>
    /// <param name="values">What was given, by key.</param>
    /// <param name="environment">The variables a token may be in.</param>
    /// <param name="problems">Takes a sentence for each thing that makes no sense; none has a secret in it.</param>
    /// <returns>One for each address; none when one of them makes no sense.</returns>
    public static IReadOnlyList<InfluxOptions> Read(
        IReadOnlyDictionary<string, OptionValue> values, IReadOnlyDictionary<string, string> environment, List<string> problems)
    {
        var addresses = Addresses(values.GetValueOrDefault(RunOptionSpecs.Influx.Key));
        if (addresses.Count == 0)
        {
            problems.AddRange(Alone(values));
        }

        return Read(addresses, values, environment, problems);
    }

    /// <summary>Reads the options for addresses that stand elsewhere.</summary>
    /// <param name="addresses">The addresses.</param>
    /// <param name="values">What was given, by key.</param>
    /// <param name="environment">The variables a token may be in.</param>
    /// <param name="problems">Takes a sentence for each thing that makes no sense; none has a secret in it.</param>
    public static IReadOnlyList<InfluxOptions> Read(
        IReadOnlyList<string> addresses, IReadOnlyDictionary<string, OptionValue> values, IReadOnlyDictionary<string, string> environment, List<string> problems)
    {
        var before = problems.Count;
        var common = Common(values, environment, problems);
        var all = addresses.Select((address, i) => common with { Address = address, Name = i == 0 ? common.Name : $"{common.Name}-{i + 1}" }).ToArray();
        problems.AddRange(all.SelectMany(options => options.Problems()).Distinct());
        foreach (var twice in all.GroupBy(options => options.ShownAddress).Where(group => group.Count() > 1))
        {
            problems.Add($"The InfluxDB address '{twice.Key}' is given {twice.Count()} times; once is enough, each point is sent to it. Leave the others out.");
        }

        return problems.Count > before ? [] : all;
    }

    /// <summary>The addresses that were given; a file and the environment have one text for all of them.</summary>
    public static IReadOnlyList<string> Addresses(OptionValue? value) => value switch
    {
        null => [],
        { Origin.Length: 0 } => value.Values,
        _ => [.. value.Values.SelectMany(text => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))],
    };

    /// <summary>What was given beside addresses.</summary>
    public static InfluxOptions Common(IReadOnlyDictionary<string, OptionValue> values, IReadOnlyDictionary<string, string> environment, List<string> problems)
    {
        var read = new OptionReader(values, problems);
        var defaults = new InfluxOptions { Address = "" };
        return defaults with
        {
            Version = read.Word(RunOptionSpecs.InfluxVersion, "The version of InfluxDB", Versions, "--influx-version 2") ?? defaults.Version,
            User = read.Text(InfluxUser),
            Password = read.Text(InfluxPassword),
            Token = read.Text(InfluxToken),
            Organization = read.Text(InfluxOrg),
            Bucket = read.Text(InfluxBucket),
            Mode = read.Word(RunOptionSpecs.InfluxMode, "The mode of the InfluxDB output", Modes, "--influx-mode stats") ?? defaults.Mode,
            MeasurementPrefix = values.GetValueOrDefault(MeasurementPrefix.Key)?.Last ?? defaults.MeasurementPrefix,
            BatchSize = (int?)read.Whole(InfluxBatchSize, "The batch size of the InfluxDB output", 1, 100_000, "--influx-batch-size 5000") ?? defaults.BatchSize,
            FlushInterval = read.Duration(InfluxFlushInterval, "The flush interval of the InfluxDB output", zeroAllowed: false, "--influx-flush-interval 1s") ?? defaults.FlushInterval,
            FinalTimeout = read.Duration(InfluxFinalTimeout, "The final timeout of the InfluxDB output", zeroAllowed: false, "--influx-final-timeout 30s") ?? defaults.FinalTimeout,
            Gzip = !read.Flag(InfluxNoGzip),
            Environment = environment,
        };
    }

    // What stands in a file or in the environment is there for all runs, those without an InfluxDB too.
    private static IEnumerable<string> Alone(IReadOnlyDictionary<string, OptionValue> values)
    {
        var alone = InfluxDetails.Where(spec => values.TryGetValue(spec.Key, out var value) && value.IsTyped).Select(spec => $"'{spec.Name}'").ToArray();
        if (alone.Length == 1)
        {
            yield return $"The option {alone[0]} stands alone; it says more about the InfluxDB of '--influx'. Add '--influx http://localhost:8086/DATABASE', or leave it out.";
        }
        else if (alone.Length > 1)
        {
            yield return $"The options {string.Join(", ", alone[..^1])} and {alone[^1]} stand alone; they say more about the InfluxDB of '--influx'. Add '--influx http://localhost:8086/DATABASE', or leave them out.";
        }
    }
}

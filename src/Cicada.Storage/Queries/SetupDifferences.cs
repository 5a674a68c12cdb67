using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Cicada.Storage.Queries;

/// <summary>Finds the settings in which runs differ.</summary>
internal static class SetupDifferences
{
    /// <summary>The settings that are not the same in all, those of the run first, then the options by name.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="setups">The set-up of each.</param>
    public static IReadOnlyList<SetupDifference> Of(IReadOnlyList<RunHead> runs, IReadOnlyList<RunSetup> setups)
    {
        var settings = setups.Select((setup, i) => Settings(runs[i], setup)).ToList();
        var named = settings.Select(list => list.ToDictionary(setting => setting.Name, setting => setting.Value, StringComparer.Ordinal)).ToList();
        return
        [
            .. settings.SelectMany(list => list.Select(setting => setting.Name)).Distinct()
                .Select(name => new SetupDifference(name, [.. named.Select(values => values.GetValueOrDefault(name))]))
                .Where(difference => difference.Values.Distinct().Count() > 1),
        ];
    }

    private static IEnumerable<(string Name, string? Value)> Settings(RunHead run, RunSetup setup) =>
    [
        ("test", run.Test),
        ("host", setup.Host),
        ("users", Number(run.Users)),
        ("shape", setup.Shape),
        ("arrival_rate", setup.ArrivalRate),
        ("max_users", Number(setup.MaxUsers)),
        ("spawn_rate", Number(setup.SpawnRate)),
        ("run_time", Number(setup.RunTime)),
        ("user_types", setup.UserTypes.Count == 0 ? null : string.Join(", ", setup.UserTypes.Select(TextOf))),
        ("seed", SeedOf(setup)),
        ("git_revision", setup.GitRevision),
        ("code_file", setup.CodeFile),
        ("code", CodeOf(setup.Code)),
        ("machine", setup.Machine),
        ("cores", Number(setup.Cores)),
        ("runtime", setup.Runtime),
        ("cicada", setup.Cicada),
        .. setup.Options.Where(option => option.Key != RunSetup.SeedOption).OrderBy(option => option.Key, StringComparer.Ordinal).Select(option => ($"--{option.Key}", (string?)option.Value)),
    ];

    // Where nobody gave one chance did, and differs each time. The option says no more than that it was given.
    private static string? SeedOf(RunSetup setup) => setup.Options.ContainsKey(RunSetup.SeedOption) ? Number(setup.Seed) : null;

    private static string TextOf(SetupUserType type) =>
        type.FixedCount is { } count ? $"{type.Name} (fixed {Number(count)})" : $"{type.Name} ({Number(type.Weight)})";

    // A text would fill the page; that it differs is what a reader has to know.
    private static string? CodeOf(string? code) =>
        code is null ? null : $"SHA-256 {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)))[..12]}";

    private static string? Number(double? number) => number?.ToString("0.######", CultureInfo.InvariantCulture);
}

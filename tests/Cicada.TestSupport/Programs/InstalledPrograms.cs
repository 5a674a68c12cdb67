namespace Cicada.TestSupport;

/// <summary>Which programs this machine has.</summary>
public static class InstalledPrograms
{
    /// <summary>True when the program is on the path and <c>test.sh</c> has not said that it is missing.</summary>
    /// <param name="program">The command, as one would type it.</param>
    public static bool Has(string program) =>
        Has(program, Environment.GetEnvironmentVariable("PATH"), Environment.GetEnvironmentVariable("CICADA_MISSING"));

    /// <summary>The same, decided from the two variables.</summary>
    /// <param name="program">The command.</param>
    /// <param name="path">The folders to look in.</param>
    /// <param name="missing">Names of missing commands, separated by spaces.</param>
    public static bool Has(string program, string? path, string? missing)
    {
        if ((missing ?? "").Split(' ').Contains(program))
        {
            return false;
        }

        string[] endings = OperatingSystem.IsWindows() ? ["", ".exe", ".cmd"] : [""];
        return (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => endings.Any(ending => File.Exists(Path.Combine(folder, program + ending))));
    }
}

using System.Data.Common;

namespace Cicada.Storage;

/// <summary>What DuckDB may take while a run is recorded; see docs/decisions/storage-limits.md, where it was measured.</summary>
internal static class RecordingSettings
{
    /// <summary>For strange cases: recording stays at a quarter of it.</summary>
    public const string Memory = "1GB";

    /// <summary>One thread, so that recording takes at most one core from the load; and moving the log into the file seldom.</summary>
    public const string OfLoad =
        """
        SET threads = 1;
        SET checkpoint_threshold = '64MB';
        """;

    /// <summary>Nothing is fetched from elsewhere.</summary>
    public const string NoExtensions =
        """
        SET autoinstall_known_extensions = false;
        SET autoload_known_extensions = false;
        """;

    public const string OfOwnFile = $"{OfLoad} {NoExtensions} SET memory_limit = '{Memory}';";

    private const string TrimmedMemory = "96MB";

    // What earlier runs left is taken in before this one begins and after it ended, not beside it. What is left then waits for the next.
    public static readonly TimeSpan SpoolTimeAtStart = TimeSpan.FromSeconds(2);
    public static readonly TimeSpan SpoolTimeAtEnd = TimeSpan.FromSeconds(10);

    public static readonly TimeSpan BetweenTrims = TimeSpan.FromSeconds(10);

    /// <summary>Lets go of the blocks DuckDB keeps, by asking for less memory for a moment.</summary>
    /// <param name="file">The file.</param>
    /// <param name="memory">The limit there is.</param>
    /// <returns>Whether that limit could be set again.</returns>
    public static bool Trim(StoreFile file, string memory)
    {
        try
        {
            file.LimitMemory(TrimmedMemory);
        }
        catch (DbException)
        {
            // More is in use than that. Another time.
        }

        try
        {
            file.LimitMemory(memory);
            return true;
        }
        catch (DbException)
        {
            return false;
        }
    }
}

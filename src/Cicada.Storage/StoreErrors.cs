using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Cicada.Storage;

/// <summary>Turns what DuckDB says into a sentence with a remedy. DuckDB tells its reasons apart in words only.</summary>
internal static partial class StoreErrors
{
    // After these an instance may answer nothing else any more, or what it holds in memory is not to be trusted.
    private static readonly string[] Ending = ["FATAL Error", "INTERNAL Error", "IO Error", "has been invalidated", "No space left"];

    private static readonly string[] Passing =
    [
        "FATAL Error", "IO Error", "has been invalidated", "No space left", "quota exceeded", "not enough space", "Out of Memory", "failed to allocate", "failed to offload", "could not allocate", "TransactionContext Error",
        "Interrupt Error", "Permission denied", "Read-only file system",
    ];

    public static StoreException Translate(string path, DbException exception)
    {
        var said = exception.Message;

        // What the path is called says nothing about what is wrong.
        var words = said.Replace(Path.GetFullPath(path), "", StringComparison.Ordinal);

        if (Has(words, "Could not set lock") || Has(words, "being used by another process"))
        {
            var owner = StoreOwnerFile.Find(path);
            var holder = Holder(said);
            return InUse(path, holder ?? owner?.ProcessId, owner?.ProcessId == holder || holder is null ? owner : null, exception);
        }

        if (Has(words, "not a valid DuckDB database file"))
        {
            return new StoreException(
                $"The file '{path}' is not a DuckDB database, so it cannot be a store. Name another file, or move this one away.", exception);
        }

        if (Has(words, "newer version of DuckDB") || Has(words, "storage version"))
        {
            return new StoreException(
                $"The store '{path}' was written by a newer DuckDB than the one in this version of Cicada. Update Cicada to open it.", exception);
        }

        if (Has(words, "No space left") || Has(words, "quota exceeded") || Has(words, "not enough space"))
        {
            return new StoreException(
                $"The disk of the store '{path}' is full. Free some space there, and recording goes on.", exception)
            {
                FailureKind = OutputFailureKind.Temporary,
            };
        }

        if (Has(words, "Permission denied") || Has(words, "Read-only file system")
            || Has(words, "Operation not permitted") || Has(words, "Access is denied"))
        {
            return new StoreException(
                $"The store '{path}' may not be opened or written: {Reason(said)}. "
                + "Change the permissions of the file and its folder, or name another file.",
                exception)
            {
                // While a run is on it may be writable again before the end: a disk that was remounted, a folder that was unlocked.
                FailureKind = OutputFailureKind.Temporary,
            };
        }

        if (Has(words, "Is a directory"))
        {
            return new StoreException($"'{path}' is a folder; a store is a file. Name a file in it.", exception);
        }

        if (Has(words, "No such file or directory") || Has(words, "Not a directory") || Has(words, "cannot find the path"))
        {
            return new StoreException(
                $"The store '{path}' cannot be created: its folder does not exist. Create the folder, or name another file.", exception);
        }

        if (IsTooLittleMemory(exception))
        {
            return new StoreException(
                $"There is too little memory for the store '{path}' while queries take it: {Reason(said)}. Try again, ask for less at a time, or give queries more with '--query-memory'.",
                exception)
            {
                FailureKind = OutputFailureKind.Temporary,
            };
        }

        if (Has(words, "Corrupt") || Has(words, "checksum"))
        {
            return new StoreException(
                $"The store '{path}' is damaged: {Reason(said)}. Restore it from a copy, or move it away and begin a new one.", exception);
        }

        // Anything else may pass: an I/O error, too little memory, an instance DuckDB has given up on, which is opened anew.
        return new StoreException(
            $"The store '{path}' could not be read or written: {Reason(said)}. If that stays so, look at its disk.", exception)
        {
            FailureKind = OutputFailureKind.Temporary,
        };
    }

    /// <summary>Whether the reason is that DuckDB may not take more memory.</summary>
    public static bool IsTooLittleMemory(DbException exception) =>
        Has(exception.Message, "Out of Memory") || Has(exception.Message, "could not allocate block") || Has(exception.Message, "failed to offload data block");

    /// <summary>Whether a failure may end by itself, or by what somebody does elsewhere: another disk, other memory, another process. What else fails will fail again.</summary>
    public static bool MayPass(Exception exception) => exception switch
    {
        StoreException failure => failure.FailureKind != OutputFailureKind.Permanent,
        DbException failure => Passing.Any(words => Has(failure.Message, words)),
        _ => exception is OutOfMemoryException or IOException or UnauthorizedAccessException or ObjectDisposedException or OperationCanceledException,
    };

    /// <summary>Whether DuckDB may have given up on the file: it has to be opened anew.</summary>
    public static bool EndsFile(Exception exception) => exception is DbException && Ending.Any(words => Has(exception.Message, words));

    /// <summary>The store is in use: by whom, and the ways out.</summary>
    public static StoreException InUse(string path, int? processId, StoreOwner? owner, Exception? exception = null)
    {
        var who = processId is null ? "another process" : $"process {processId}";
        var name = owner is null ? "" : $" ('{owner.Program}'{(owner.Address is null ? "" : $", which answers on {owner.Address}")})";
        var stop = processId is null ? "that one" : $"it ('kill {processId}')";
        return new StoreException(
            $"The store '{path}' is in use by {who}{name}; one process at a time can have it open. "
            + $"Wait until it has ended, end {stop}, or name another file with '--store'.",
            exception)
        {
            HolderProcessId = processId,
            Owner = owner,
            FailureKind = OutputFailureKind.Temporary,
        };
    }

    /// <summary>The first line of what DuckDB said, without the words that only name the layer it came from.</summary>
    public static string Reason(string said)
    {
        var line = said.Split('\n', 2)[0];
        return Layer().Replace(line, "").TrimEnd('.', ' ', '!');
    }

    /// <summary>All that DuckDB said, on one line and without the picture of the place in the query.</summary>
    public static string Sentence(string said)
    {
        var lines = said.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .TakeWhile(line => !line.StartsWith("LINE ", StringComparison.Ordinal));
        var text = string.Join(' ', lines);
        return text.EndsWith('?') || text.EndsWith('!') || text.EndsWith('.') ? text : text + ".";
    }

    private static int? Holder(string said) =>
        HolderPattern().Match(said) is { Success: true } match
            ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            : null;

    private static bool Has(string said, string words) => said.Contains(words, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\(PID (\d+)\)")]
    private static partial Regex HolderPattern();

    [GeneratedRegex(@"^(DuckDBOpen failed: )?([A-Za-z-]+( [A-Za-z]+)? Error: )?")]
    private static partial Regex Layer();
}

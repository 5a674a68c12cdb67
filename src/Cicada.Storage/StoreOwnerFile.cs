using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cicada.Storage;

/// <summary>The file beside a store that says who has it open: <c>cicada.duckdb.owner</c>, for the user's eyes only, since it may hold a token.</summary>
/// <remarks>
/// It does not guard the store; DuckDB's lock does. It says more than the lock: a name, an address, and that the owner is there while it has
/// let go of the file for a moment, as after a full disk.
/// </remarks>
internal static class StoreOwnerFile
{
    public static string PathOf(string store) => store + ".owner";

    /// <summary>The process that owns a store, or null where none is known to live.</summary>
    public static StoreOwner? Find(string store)
    {
        try
        {
            using var stream = new FileStream(PathOf(store), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return JsonSerializer.Deserialize(stream, StoreOwnerJsonContext.Default.StoreOwner) is { IsAlive: true } owner ? owner : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Refuses a store that another process owns, also while that has let go of the file for a moment, and DuckDB's lock with it.</summary>
    /// <exception cref="StoreException">Another process owns it; the message says which.</exception>
    public static void RequireNone(string store)
    {
        if (Find(store) is { IsThisProcess: false } owner)
        {
            throw StoreErrors.InUse(store, owner.ProcessId, owner);
        }
    }

    /// <summary>Says that this process owns the store. Where that cannot be written, others do without.</summary>
    public static void Write(string store, StoreOwner owner)
    {
        var path = PathOf(store);
        var part = $"{path}.{owner.ProcessId}";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            File.Delete(part);
            using (var stream = new FileStream(part, options))
            {
                JsonSerializer.Serialize(stream, owner, StoreOwnerJsonContext.Default.StoreOwner);
            }

            File.Move(part, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Remove(part);
        }
    }

    /// <summary>Says that nobody owns the store any more.</summary>
    public static void Remove(string store, StoreOwner owner)
    {
        if (Find(store) is { } found && found.ProcessId == owner.ProcessId)
        {
            Remove(PathOf(store));
        }
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Whoever reads it finds that the process is gone.
        }
    }
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(StoreOwner))]
internal sealed partial class StoreOwnerJsonContext : JsonSerializerContext;

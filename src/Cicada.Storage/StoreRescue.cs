using System.Data.Common;

namespace Cicada.Storage;

/// <summary>
/// Brings back a store whose file was deleted while this process had it open: DuckDB can still read it, so it is copied, under
/// another name until it is complete, and then takes the old name.
/// </summary>
internal static class StoreRescue
{
    /// <summary>Where a copy is written until it is complete.</summary>
    public static string PathOf(string store) => store + ".rescue.part";

    /// <summary>Writes everything in an open store to a file of its own beside the old path.</summary>
    public static void Copy(StoreFile file)
    {
        var part = PathOf(Path.GetFullPath(file.Path));
        Delete(part);
        var name = SqlText.Name((string)file.Scalar("SELECT current_database()")!);

        // DuckDB names a database after its file up to a dot, so none is called this.
        file.Execute($"ATTACH {SqlText.Literal(part)} AS \"rescued.copy\"");
        OwnFile.Make(part);
        try
        {
            file.Execute($"COPY FROM DATABASE {name} TO \"rescued.copy\"");
            file.Execute("DETACH \"rescued.copy\"");
        }
        catch
        {
            // A part of a copy helps nobody, and on a full disk the spool needs its room.
            GiveUp(file, part);
            throw;
        }

        File.Move(part, file.Path + ".rescue", overwrite: true);
    }

    /// <summary>Gives a complete copy the store's name, where there is no store of that name.</summary>
    public static void Finish(string path)
    {
        var rescue = path + ".rescue";
        if (!File.Exists(path) && File.Exists(rescue))
        {
            // A log without its file belongs to the deleted one; all of it is in the copy.
            File.Delete(path + ".wal");
            File.Move(rescue, path);
        }
    }

    private static void GiveUp(StoreFile file, string part)
    {
        try
        {
            file.Execute("DETACH DATABASE IF EXISTS \"rescued.copy\"");
            Delete(part);
        }
        catch (Exception exception) when (exception is DbException or IOException or UnauthorizedAccessException)
        {
            // The next attempt begins by deleting it.
        }
    }

    private static void Delete(string part)
    {
        File.Delete(part);
        File.Delete(part + ".wal");
    }
}

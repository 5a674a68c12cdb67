using System.Runtime.InteropServices;

namespace Cicada.Storage.Writing;

/// <summary>Brings the names in a folder to the disk: a new file can be gone with the power, however often its content was synchronised.</summary>
internal static partial class FolderSync
{
    private const int ReadOnly = 0;

    // EINVAL, and ENOTSUP of Linux and of macOS: a file system that keeps no folders apart from their files, or does so itself.
    private static readonly int[] NotKnown = [22, 95, 45];

    /// <summary>Does so where the system knows such a thing; .NET itself opens no folders.</summary>
    /// <exception cref="IOException">It does not work.</exception>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(folder, ReadOnly);
        if (descriptor < 0)
        {
            throw Failure(folder, Marshal.GetLastPInvokeError());
        }

        var failed = Synchronise(descriptor) != 0;
        var error = Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        if (failed && !NotKnown.Contains(error))
        {
            throw Failure(folder, error);
        }
    }

    private static IOException Failure(string folder, int error) => new($"The folder '{folder}' could not be synchronised: {Marshal.GetPInvokeErrorMessage(error)}");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Synchronise(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}

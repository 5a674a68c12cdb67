using System.Runtime.InteropServices;

namespace Cicada.Commands;

/// <summary>
/// As long as it is there, files this process begins are for the user it runs as alone: DuckDB asks for no rights of its own where it writes its log. It holds for the
/// whole process, so only a command that has the process to itself does it.
/// </summary>
internal sealed partial class OwnerRights : IDisposable
{
    private const uint NothingForOthers = 0b111_111;

    private readonly uint _before = OperatingSystem.IsWindows() ? 0 : Mask(NothingForOthers);

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = Mask(_before);
        }
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint Mask(uint withheld);
}

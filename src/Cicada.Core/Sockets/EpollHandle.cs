using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Cicada.Sockets;

/// <summary>A file descriptor of <see cref="Epoll"/>.</summary>
internal sealed partial class EpollHandle() : SafeHandleMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle() => Close((int)handle) == 0;

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}

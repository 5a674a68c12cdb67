using Cicada.TestSupport;

namespace Cicada.Tests.Commands;

/// <summary>A folder in which nobody, not even root, can create or delete a file, until this object goes.</summary>
internal sealed class LockedFolder : IAsyncDisposable
{
    private readonly string _path;

    private LockedFolder(string path) => _path = path;

    public static async Task<LockedFolder> CloseAsync(string path)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "Only root on Linux can lock a folder against root.");
        var locked = await ProgramRunner.RunAsync("chattr", ["+i", path]);
        Assert.SkipUnless(locked.ExitCode == 0, $"This file system locks no folder: {locked.Error.Trim()}");
        return new LockedFolder(path);
    }

    public async ValueTask DisposeAsync() => await ProgramRunner.RunAsync("chattr", ["-i", _path]);
}

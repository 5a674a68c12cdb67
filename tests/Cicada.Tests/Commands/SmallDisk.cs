using System.Globalization;
using Cicada.TestSupport;

namespace Cicada.Tests.Commands;

/// <summary>A file system of its own in memory, of a size a test chooses and changes. Only root may make one.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private SmallDisk()
    {
    }

    public string Path => _folder.Path;

    public static async Task<SmallDisk> MountAsync(int megabytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "Only root on Linux can mount a small disk.");
        var disk = new SmallDisk();
        var mounted = await ProgramRunner.RunAsync("mount", ["-t", "tmpfs", "-o", Size(megabytes), "tmpfs", disk.Path]);
        if (mounted.ExitCode != 0)
        {
            disk._folder.Dispose();
            Assert.Skip($"This machine mounts no disk: {mounted.Error.Trim()}");
        }

        return disk;
    }

    public Task ResizeAsync(int megabytes) => RemountAsync(Size(megabytes));

    /// <summary>Takes all the room that is left.</summary>
    public void Fill()
    {
        using var stream = new FileStream(System.IO.Path.Combine(Path, "filler"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var kilobytes = new byte[4096];
        try
        {
            while (true)
            {
                stream.Write(kilobytes);
            }
        }
        catch (IOException)
        {
            // That is what was wanted.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ProgramRunner.RunAsync("umount", ["-l", Path]);
        _folder.Dispose();
    }

    private async Task RemountAsync(string option)
    {
        var result = await ProgramRunner.RunAsync("mount", ["-o", $"remount,{option}", Path]);
        Assert.True(result.ExitCode == 0, result.ToString());
    }

    private static string Size(int megabytes) => string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m");
}

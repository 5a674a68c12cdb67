using System.Diagnostics;
using Cicada.Commands;
using Cicada.TestSupport;

namespace Cicada.Tests.Commands;

public sealed class WholeFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_file_that_is_not_there_yet_is_made()
    {
        WholeFile.Write(_folder.Combine("S.json"), "S.json", writer => writer.Write("new"));

        Assert.Equal("new", File.ReadAllText(_folder.Combine("S.json")));
        Assert.Single(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_link_stays_and_the_file_behind_it_is_replaced()
    {
        _folder.Write("target.json", "old");
        var link = _folder.Combine("link.json");
        File.CreateSymbolicLink(link, "target.json");

        WholeFile.Write(link, "link.json", writer => writer.Write("new"));

        Assert.Equal("target.json", new FileInfo(link).LinkTarget);
        Assert.Equal("new", File.ReadAllText(_folder.Combine("target.json")));
        Assert.Equal(2, Directory.GetFileSystemEntries(_folder.Path).Length);
    }

    // As in `export latest -o >(gzip > rows.gz)`. A file in the place of /dev/stdout or /dev/null would harm the whole machine.
    [Fact]
    public async Task A_pipe_is_written_into_and_no_file_is_put_in_its_place()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "Windows has no pipes in folders.");
        var pipe = _folder.Combine("pipe");
        using (var made = Process.Start("mkfifo", [pipe]))
        {
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        // To open a pipe waits for the other side.
        var reader = Task.Run(() => File.ReadAllText(pipe), TestContext.Current.CancellationToken);
        WholeFile.Write(pipe, "pipe", writer => writer.Write("rows"));

        Assert.Equal("rows", await reader.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.Equal([pipe], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void What_throws_while_writing_leaves_the_old_file()
    {
        _folder.Write("S.json", "old");

        Assert.Throws<InvalidOperationException>(() => WholeFile.Write(_folder.Combine("S.json"), "S.json", (TextWriter _) => throw new InvalidOperationException()));

        Assert.Equal("old", File.ReadAllText(_folder.Combine("S.json")));
        Assert.Single(Directory.GetFileSystemEntries(_folder.Path));
    }

    public void Dispose() => _folder.Dispose();
}

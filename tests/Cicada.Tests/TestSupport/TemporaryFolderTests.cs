using Cicada.TestSupport;

namespace Cicada.Tests.SupportTests;

public sealed class TemporaryFolderTests
{
    [Fact]
    public void It_goes_away_with_what_is_in_it()
    {
        string path;
        using (var folder = new TemporaryFolder())
        {
            path = folder.Path;
            Assert.Equal("text", File.ReadAllText(folder.Write("a/b.txt", "text")));
        }

        Assert.False(Directory.Exists(path));
    }
}

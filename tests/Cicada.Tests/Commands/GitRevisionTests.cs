using Cicada.Commands;
using Cicada.TestSupport;

namespace Cicada.Tests.Commands;

public sealed class GitRevisionTests : IDisposable
{
    private const string Hash = "0123456789abcdef0123456789abcdef01234567";
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_branch_names_its_revision()
    {
        _folder.Write(".git/HEAD", "ref: refs/heads/main\n");
        _folder.Write(".git/refs/heads/main", Hash + "\n");
        _folder.Write("deep/down/x", "");

        Assert.Equal(Hash, GitRevision.Find(_folder.Combine("deep", "down")));
    }

    [Fact]
    public void A_packed_branch_does_too()
    {
        _folder.Write(".git/HEAD", "ref: refs/heads/main\n");
        _folder.Write(".git/packed-refs", $"# pack-refs\n{new string('f', 40)} refs/heads/other\n{Hash} refs/heads/main\n");

        Assert.Equal(Hash, GitRevision.Find(_folder.Path));
    }

    [Fact]
    public void A_detached_head_is_its_own_revision()
    {
        _folder.Write(".git/HEAD", Hash);

        Assert.Equal(Hash, GitRevision.Find(_folder.Path));
    }

    [Fact]
    public void A_worktree_has_its_head_in_the_common_folder()
    {
        _folder.Write("main/.git/refs/heads/cli", Hash);
        _folder.Write("main/.git/worktrees/cli/HEAD", "ref: refs/heads/cli");
        _folder.Write("main/.git/worktrees/cli/commondir", "../..\n");
        _folder.Write("cli/.git", "gitdir: ../main/.git/worktrees/cli\n");

        Assert.Equal(Hash, GitRevision.Find(_folder.Combine("cli")));
    }

    [Theory]
    [InlineData(".git/HEAD", "ref: refs/heads/unborn")] // no commit yet
    [InlineData(".git/HEAD", "nonsense")]
    [InlineData(".git", "nonsense")]
    [InlineData("x", "")]
    public void Where_nothing_can_be_read_there_is_no_revision(string file, string text)
    {
        _folder.Write(file, text);

        Assert.Null(GitRevision.Find(_folder.Path));
    }

    public void Dispose() => _folder.Dispose();
}

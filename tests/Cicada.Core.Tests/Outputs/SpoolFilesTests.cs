using Cicada.Outputs;
using Cicada.TestSupport;

namespace Cicada.Tests.Outputs;

/// <summary>What a later process finds of runs that are over.</summary>
public sealed class SpoolFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_come_by_run_and_number_whichever_folder_they_are_in()
    {
        string[] expected =
        [
            Write("a", "r20260101-000000-bbb", "store", 0),
            Write("b", "r20260101-000000-bbb", "store", 1),
            Write("a", "r20260101-000000-bbb", "store", 2),
            Write("b", "r20260102-000000-aaa", "store", 0),
            Write("a", "r20260102-000000-aaa", "store", 10),
        ];
        Write("a", "r20260102-000000-aaa", "influx", 0);
        _folder.Write("a/r20260101-000000-bbb/store/00000003.batch.partial", "a scrap");
        _folder.Write("a/r20260101-000000-bbb/store/notes.txt", "not ours");
        _folder.Write("a/a file", "not ours");

        Assert.Equal(expected, SpoolFiles.Of("store", Root("a"), Root("b")));
        Assert.Equal(expected.Where(file => file.StartsWith(Root("b"), StringComparison.Ordinal)), SpoolFiles.Of("store", Root("b"), Root("b"), Root("none")));
        Assert.Empty(SpoolFiles.Of("store"));
    }

    [Fact]
    public void A_file_gives_back_what_was_written_and_for_which_run()
    {
        var read = SpoolFiles.Read(Write("a", "r20260101-000000-bbb", "store", 7, samples: 3));

        Assert.Equal(("r20260101-000000-bbb", "shop", RunState.Running), (read.Run!.Id, read.Run.Test, read.Run.State));
        Assert.Equal([0, 1, 2], read.Batch.Requests.ToArray().Select(sample => sample.CompletedNanoseconds));
        Assert.Null(read.Summary);
    }

    [Fact]
    public void A_file_of_another_kind_is_refused() =>
        Assert.Throws<InvalidDataException>(() => SpoolFiles.Read(_folder.Write("a/r/store/00000000.batch", "I am no batch.")));

    [Fact]
    public void With_the_last_file_go_the_scraps_and_the_empty_folders()
    {
        var first = Write("a", "r1", "store", 0);
        var second = Write("a", "r1", "store", 1);
        _folder.Write("a/r1/store/00000002.batch.partial", "a scrap");
        _folder.Write("a/r1/store/in-use", "");

        SpoolFiles.Remove(first);
        Assert.Equal([second], SpoolFiles.Of("store", Root("a")));
        SpoolFiles.Remove(second);
        Assert.False(Directory.Exists(Root("a")));
        SpoolFiles.Remove(second);
    }

    [Fact]
    public void What_else_lies_in_the_folders_stays()
    {
        var file = Write("a", "r1", "store", 0);
        var other = Write("a", "r1", "influx", 0);
        var note = _folder.Write("a/r2/store/note.txt", "mine");

        SpoolFiles.Remove(file);
        SpoolFiles.RemoveScraps("store", Root("a"));

        Assert.False(Directory.Exists(Path.GetDirectoryName(file)));
        Assert.True(File.Exists(other));
        Assert.True(File.Exists(note));
    }

    [Fact]
    public void Scraps_of_a_run_that_was_killed_before_its_first_file_was_whole_can_be_removed()
    {
        _folder.Write("a/r1/store/00000000.batch.partial", "a scrap");
        _folder.Write("a/r1/store/in-use", "");

        Assert.Empty(SpoolFiles.Of("store", Root("a")));
        SpoolFiles.RemoveScraps("store", Root("a"));

        Assert.False(Directory.Exists(Root("a")));
    }

    [Fact]
    public void Files_and_scraps_of_a_run_that_is_on_are_left_alone()
    {
        var file = Write("a", "r1", "store", 0);
        var scrap = _folder.Write("a/r2/store/00000000.batch.partial", "being written");
        using (SpoolFiles.Mark(Path.GetDirectoryName(file)!))
        using (SpoolFiles.Mark(Path.GetDirectoryName(scrap)!))
        {
            Assert.Empty(SpoolFiles.Of("store", Root("a")));
            SpoolFiles.RemoveScraps("store", Root("a"));
        }

        Assert.Equal([file], SpoolFiles.Of("store", Root("a")));
        Assert.True(File.Exists(scrap));
    }

    [Theory]
    [InlineData("store", "store")]
    [InlineData("InfluxDB 1.8", "InfluxDB_1.8")]
    [InlineData("../../etc", ".._.._etc")]
    [InlineData("http://host:8086/", "http___host_8086_")]
    [InlineData("..", "_")]
    [InlineData("", "_")]
    public void An_outputs_name_makes_a_folder_that_stays_where_it_belongs(string output, string folder)
    {
        var file = Write("a", "r1", folder, 0);

        Assert.Equal([file], SpoolFiles.Of(output, Root("a")));
    }

    private string Root(string name) => _folder.Combine(name);

    private string Write(string root, string run, string output, int number, int samples = 1)
    {
        var path = _folder.Combine(root, run, output, $"{number:D8}.batch");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var stream = File.Create(path);
        var requests = Enumerable.Range(0, samples).Select(i => Some.Sample(completed: i)).ToArray();
        SpoolFormat.Write(stream, new OutputBatch { Requests = requests }, SpoolFormat.Describe(Some.Run(run)));
        return path;
    }
}

using Cicada.Outputs;
using Cicada.TestSupport;

namespace Cicada.Tests.Outputs;

/// <summary>Two disks for a spool that fail when the test says so.</summary>
internal sealed class SpoolDisk : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _attempts;

    public const string Run = "r20261123-101207-xyz";

    public string First => _folder.Combine("first");

    public string Second => _folder.Combine("second");

    public IReadOnlyList<string> Roots => [First, Second];

    /// <summary>The first disk does not even make a file.</summary>
    public bool FirstFails { get; set; }

    /// <summary>The first disk is full in the middle of a file.</summary>
    public bool FirstIsFull { get; set; }

    public bool SecondFails { get; set; }

    /// <summary>How often a file was to be made on the first disk.</summary>
    public int Attempts => Volatile.Read(ref _attempts);

    /// <summary>Everything that lies on the disks.</summary>
    public IEnumerable<string> Entries => Directory.EnumerateFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories);

    /// <summary>The files that wait, in order, those of a run that is on included.</summary>
    public IReadOnlyList<string> Files => [.. Entries.Where(path => path.EndsWith(SpoolFiles.Ending, StringComparison.Ordinal)).OrderBy(Path.GetFileName, StringComparer.Ordinal)];

    public IEnumerable<int> SamplesByFile => Files.Select(SamplesIn);

    public Spool Spool(string output, OutputLimits limits, TimeProvider clock, ListLog? log = null) =>
        new(output, [.. Roots.Select(root => Path.Combine(root, Run, output))], limits, clock, log ?? new ListLog(), Create);

    public static int SamplesIn(string path) => SpoolFiles.Read(path).Batch.Requests.Length;

    public void Dispose() => _folder.Dispose();

    private FileStream Create(string path)
    {
        var isFirst = path.StartsWith(First, StringComparison.Ordinal);
        if (isFirst)
        {
            Interlocked.Increment(ref _attempts);
        }

        return isFirst ? FirstFails ? throw Full() : FirstIsFull ? new FullFile(path) : SpoolPlace.CreateFile(path)
            : SecondFails ? throw Full()
            : SpoolPlace.CreateFile(path);
    }

    private static IOException Full() => new("No space left on device");

    private sealed class FullFile(string path) : FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 0)
    {
        private int _room = 100;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            _room -= buffer.Length;
            if (_room < 0)
            {
                throw Full();
            }

            base.Write(buffer);
        }
    }
}

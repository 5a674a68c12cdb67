using System.Text;
using Cicada.Terminal;

namespace Cicada.Import;

/// <summary>What is found on the way through a file: lines read, bad ones, and what was passed over on purpose.</summary>
internal sealed class ImportReport
{
    /// <summary>How many bad lines are kept to be told; all are counted.</summary>
    public const int Kept = 1_000;

    private const int ExcerptLength = 80;
    private readonly List<BadLine> _bad = [];
    private readonly SortedDictionary<string, long> _skipped = new(StringComparer.Ordinal);

    /// <summary>Lines, rows or elements read.</summary>
    public long Lines { get; set; }

    public long BadCount { get; private set; }

    public IReadOnlyList<BadLine> Bad => _bad;

    /// <summary>What was passed over, by what it is.</summary>
    public IReadOnlyDictionary<string, long> Skipped => _skipped;

    /// <summary>Sentences a reader of the run's figures must know.</summary>
    public List<string> Warnings { get; } = [];

    public void AddBad(long line, string reason, ReadOnlySpan<byte> text)
    {
        if (++BadCount <= Kept)
        {
            _bad.Add(new(line, reason, PlainText.Of(Encoding.UTF8.GetString(text[..Math.Min(text.Length, 4 * ExcerptLength)]), ExcerptLength)));
        }
    }

    public void AddBad(long line, string reason, string text = "")
    {
        if (++BadCount <= Kept)
        {
            _bad.Add(new(line, reason, PlainText.Of(text, ExcerptLength)));
        }
    }

    /// <summary>Counts something that is passed over on purpose.</summary>
    public void Skip(string what)
    {
        // The names of what is passed over come from the file too.
        if (!_skipped.ContainsKey(what) && _skipped.Count >= 100)
        {
            what = "others";
        }

        _skipped[what] = _skipped.GetValueOrDefault(what) + 1;
    }

    public void WarnOnce(string sentence)
    {
        if (!Warnings.Contains(sentence))
        {
            Warnings.Add(sentence);
        }
    }
}

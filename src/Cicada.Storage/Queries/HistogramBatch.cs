using System.Runtime.InteropServices;

namespace Cicada.Storage.Queries;

/// <summary>Encoded histograms, each for a key, that are taken in together and then merged, key by key, by several threads at a time.</summary>
internal sealed class HistogramBatch
{
    private readonly List<(long Key, bool HasFailed, int Offset, int Length, bool IsText)> _entries = [];
    private byte[] _bytes = new byte[64 * 1024];
    private int _used;

    /// <summary>The bytes taken in.</summary>
    public int Bytes => _used;

    /// <summary>Takes in a histogram.</summary>
    /// <param name="key">What it is merged with: all of the same key.</param>
    /// <param name="hasFailed">Whether it is one of failed requests.</param>
    /// <param name="encoded">The histogram; none counts as one that cannot be read.</param>
    /// <param name="isText">Whether it is HdrHistogram's text rather than our own form.</param>
    public void Add(long key, bool hasFailed, ReadOnlySpan<byte> encoded, bool isText)
    {
        if (_bytes.Length - _used < encoded.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _used + encoded.Length));
        }

        encoded.CopyTo(_bytes.AsSpan(_used));
        _entries.Add((key, hasFailed, _used, encoded.Length, isText));
        _used += encoded.Length;
    }

    /// <summary>Calls back once for each key with the histograms that have it, on several threads at a time, and forgets them.</summary>
    /// <param name="threads">How many at most.</param>
    /// <param name="merge">Merges the histograms of a key.</param>
    public void Merge(int threads, Action<long, Histograms> merge)
    {
        var entries = CollectionsMarshal.AsSpan(_entries);
        entries.Sort(static (a, b) => a.Key != b.Key ? a.Key.CompareTo(b.Key) : a.Offset.CompareTo(b.Offset));
        var starts = new List<int>();
        for (var i = 0; i < entries.Length; i++)
        {
            if (i == 0 || entries[i].Key != entries[i - 1].Key)
            {
                starts.Add(i);
            }
        }

        void MergeOne(int i)
        {
            var end = i + 1 < starts.Count ? starts[i + 1] : _entries.Count;
            merge(_entries[starts[i]].Key, new Histograms(this, starts[i], end));
        }

        if (threads == 1 || starts.Count == 1)
        {
            for (var i = 0; i < starts.Count; i++)
            {
                MergeOne(i);
            }
        }
        else
        {
            Parallel.For(0, starts.Count, new ParallelOptions { MaxDegreeOfParallelism = threads }, MergeOne);
        }

        _entries.Clear();
        _used = 0;
    }

    /// <summary>The histograms of one key.</summary>
    public readonly struct Histograms(HistogramBatch batch, int start, int end)
    {
        [ThreadStatic]
        private static HistogramDecoder? t_decoder;

        /// <summary>Adds them all, or those of requests with one outcome; false where one cannot be read to its end.</summary>
        public bool TryAddTo(HistogramCounts counts, bool? hasFailed = null)
        {
            var decoder = t_decoder ??= new HistogramDecoder();
            var all = true;
            for (var i = start; i < end; i++)
            {
                var (_, ofFailed, offset, length, isText) = batch._entries[i];
                if (hasFailed is { } wanted && wanted != ofFailed)
                {
                    continue;
                }

                var encoded = batch._bytes.AsSpan(offset, length);
                all &= isText ? decoder.TryAdd(encoded, counts) : CompactHistogram.TryAdd(encoded, counts);
            }

            return all;
        }
    }
}

using Cicada.Storage.Queries;

namespace Cicada.Storage.InfluxQl;

/// <summary>The answer to one question, as it comes. Used by one thread at a time.</summary>
internal sealed class SnapshotReader : IDisposable
{
    private readonly SnapshotConnection _connection;
    private readonly IReadOnlyList<ChunkColumn> _columns;
    private readonly Queue<PointChunk> _ahead = new();
    private ChunkReader? _reader;

    // A reader that was closed before its end must not look as if it were there.
    private bool _isAtEnd;

    internal SnapshotReader(SnapshotConnection connection, ChunkReader reader, IReadOnlyList<ChunkColumn> columns) =>
        (_connection, _reader, _columns) = (connection, reader, columns);

    /// <summary>The next rows, or null where there are none.</summary>
    public PointChunk? Next() => _ahead.TryDequeue(out var chunk) ? chunk : _isAtEnd ? null : _connection.Take(this);

    public void Dispose() => _connection.End(this);

    // The following for the connection, under its gate.
    internal void ReadAhead()
    {
        while (TakeFromConnection() is { } chunk)
        {
            _ahead.Enqueue(chunk);
        }
    }

    internal PointChunk? TakeFromConnection()
    {
        var chunk = _reader is null ? null : PointChunk.Take(_reader, _columns);
        if (chunk is null)
        {
            _isAtEnd = true;
            Close();
        }

        return chunk;
    }

    internal void Close()
    {
        _reader?.Dispose();
        _reader = null;
    }
}

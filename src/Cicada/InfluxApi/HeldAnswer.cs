using System.Buffers.Binary;
using Cicada.Influx.Selection;

namespace Cicada.InfluxApi;

/// <summary>
/// An answer that is held back until it is complete, because numbers at its beginning are known only at its end: in memory, and where it grows large in a file that
/// goes away with it.
/// </summary>
/// <param name="buffer">What is written to.</param>
/// <param name="folder">Where the file is; the system's folder for temporary files unless another is given.</param>
internal sealed class HeldAnswer(AnswerBuffer buffer, string? folder = null) : IDisposable
{
    private const int InMemory = 8 * 1024 * 1024;
    private const int Piece = 64 * 1024;

    // MessagePack's list with a length of four bytes.
    private const byte LongList = 0xdd;

    private readonly string _folder = folder ?? Path.GetTempPath();
    private readonly List<ListLength> _lists = [];
    private FileStream? _file;

    /// <summary>How much there is.</summary>
    public long Length => (_file?.Length ?? 0) + buffer.Count;

    /// <summary>Begins a list; its length is what <see cref="ListLength.Count"/> is when the answer is sent.</summary>
    public ListLength BeginList()
    {
        var list = new ListLength(Length + 1);
        var head = buffer.GetSpan(5);
        head[0] = LongList;
        BinaryPrimitives.WriteInt32BigEndian(head[1..], 0);
        buffer.Advance(5);
        _lists.Add(list);
        return list;
    }

    /// <summary>Takes back everything behind a place.</summary>
    public void Cut(long length)
    {
        var inFile = _file?.Length ?? 0;
        if (length < inFile)
        {
            _file!.SetLength(length);
            _file.Position = length;
            buffer.Cut(0);
        }
        else
        {
            buffer.Cut((int)(length - inFile));
        }

        _lists.RemoveAll(list => list.Place >= length);
    }

    /// <summary>Moves what is much to the file.</summary>
    /// <exception cref="QueryFailedException">There is no room for it.</exception>
    public async ValueTask SettleAsync()
    {
        if (buffer.Count < InMemory)
        {
            return;
        }

        await WriteAsync();
    }

    /// <summary>Fills in the lengths of all lists, and hands everything over.</summary>
    public async ValueTask SendAsync(AnswerStream to)
    {
        if (_file is null)
        {
            FillIn();
            return;
        }

        await WriteAsync();
        await _file.FlushAsync();
        var length = new byte[4];
        foreach (var list in _lists)
        {
            BinaryPrimitives.WriteInt32BigEndian(length, list.Count);
            RandomAccess.Write(_file.SafeFileHandle, length, list.Place);
        }

        for (var offset = 0L; ;)
        {
            var read = RandomAccess.Read(_file.SafeFileHandle, buffer.GetSpan(Piece), offset);
            if (read == 0)
            {
                return;
            }

            buffer.Advance(read);
            offset += read;
            await to.SendAsync();
        }
    }

    public void Dispose() => _file?.Dispose();

    private async ValueTask WriteAsync()
    {
        var length = _file?.Length ?? 0;
        try
        {
            _file ??= Create();
            await _file.WriteAsync(buffer.Written);
            buffer.Cut(0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What is there in part is in the buffer as a whole.
            _file?.SetLength(length);
            _file?.Seek(length, SeekOrigin.Begin);
            throw new QueryFailedException($"the answer is large, and there is no room to keep it until it is complete: {exception.Message.TrimEnd('.')}. Ask for less, or with chunked=true", exception);
        }
    }

    private FileStream Create()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(Path.Combine(_folder, "cicada-answer-" + Path.GetRandomFileName()), options);
    }

    private void FillIn()
    {
        foreach (var list in _lists)
        {
            buffer.Fill((int)list.Place, list.Count);
        }
    }
}

using System.Text;
using System.Text.Unicode;

namespace Cicada.Import;

/// <summary>
/// Reads records of CSV (RFC 4180) with any delimiter, line breaks within quotes included. A quote that is opened and never closed would
/// swallow the rest of the file: then its line alone is bad, and reading goes on with the next.
/// </summary>
internal sealed class CsvRecordReader(LineReader lines)
{
    private const int MostLines = 10_000;
    private const int MostBytes = 1 << 20;

    private readonly Queue<(byte[] Line, long Number, bool IsTooLong)> _ahead = new();
    private readonly List<(int Start, int Length, bool IsQuoted)> _cells = [];
    private readonly List<string?> _last = [];
    private char[] _text = new char[1024];

    /// <summary>What separates the cells.</summary>
    public char Delimiter { get; set; } = ',';

    /// <summary>The number of the record's first line.</summary>
    public long Number { get; private set; }

    /// <summary>The number of cells.</summary>
    public int Count => _cells.Count;

    /// <summary>Why the record cannot be read, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>The beginning of the record's first line, for a message.</summary>
    public string Excerpt => new(_text, 0, Math.Min(400, TextLength));

    /// <summary>Whether the record has characters that are no UTF-8; they are read as U+FFFD.</summary>
    public bool WasRepaired { get; private set; }

    private int TextLength { get; set; }

    /// <summary>A cell without its quotes.</summary>
    public ReadOnlySpan<char> this[int cell] => _text.AsSpan(_cells[cell].Start, _cells[cell].Length);

    /// <summary>Whether a cell stood in quotes: a quoted empty cell is an empty text, another one is nothing.</summary>
    public bool IsQuoted(int cell) => _cells[cell].IsQuoted;

    /// <summary>A cell as a string; the same object as in the record before where it is the same text.</summary>
    public string Text(int cell)
    {
        while (_last.Count <= cell)
        {
            _last.Add(null);
        }

        var text = this[cell];
        return _last[cell] is { } last && text.SequenceEqual(last) ? last : _last[cell] = text.ToString();
    }

    /// <summary>Reads the next record that is not an empty line; false at the end.</summary>
    public bool Read()
    {
        while (Next(out var line, out var number, out var isTooLong))
        {
            if (line.Length == 0)
            {
                continue;
            }

            Number = number;
            Problem = null;
            if (isTooLong)
            {
                Decode(line[..Math.Min(line.Length, 1000)]);
                Problem = "the line is longer than 16 MB";
                return true;
            }

            Decode(line);
            if (!Parse() && !Complete(line))
            {
                Decode(line);
                Problem = "a quote is opened and never closed";
            }

            return true;
        }

        return false;
    }

    private bool Next(out ReadOnlySpan<byte> line, out long number, out bool isTooLong)
    {
        if (_ahead.TryDequeue(out var ahead))
        {
            line = ahead.Line;
            (number, isTooLong) = (ahead.Number, ahead.IsTooLong);
            return true;
        }

        var read = lines.Read();
        line = lines.Line;
        (number, isTooLong) = (lines.Number, lines.IsTooLong);
        return read;
    }

    // Adds lines until the quote is closed. Where it is not, they are read again as lines of their own.
    private bool Complete(ReadOnlySpan<byte> first)
    {
        var taken = new List<(byte[] Line, long Number, bool IsTooLong)>();
        var record = new MemoryStream();
        record.Write(first);
        while (taken.Count < MostLines && record.Length < MostBytes && Next(out var line, out var number, out var isTooLong))
        {
            taken.Add((line.ToArray(), number, isTooLong));
            record.WriteByte((byte)'\n');
            record.Write(line);
            if (line.Count((byte)'"') % 2 == 1)
            {
                Decode(record.GetBuffer().AsSpan(0, (int)record.Length));
                if (Parse())
                {
                    return true;
                }
            }
        }

        foreach (var rest in _ahead)
        {
            taken.Add(rest);
        }

        _ahead.Clear();
        foreach (var line in taken)
        {
            _ahead.Enqueue(line);
        }

        return false;
    }

    private void Decode(ReadOnlySpan<byte> bytes)
    {
        if (_text.Length < bytes.Length)
        {
            _text = new char[bytes.Length * 2];
        }

        WasRepaired = !Utf8.IsValid(bytes);
        TextLength = Encoding.UTF8.GetChars(bytes, _text);
    }

    // Cells are unquoted in place: they only ever get shorter.
    private bool Parse()
    {
        _cells.Clear();
        var i = 0;
        while (true)
        {
            if (i < TextLength && _text[i] == '"')
            {
                var start = ++i;
                var write = start;
                while (true)
                {
                    if (i >= TextLength)
                    {
                        return false;
                    }

                    if (_text[i] == '"')
                    {
                        if (i + 1 < TextLength && _text[i + 1] == '"')
                        {
                            i++;
                        }
                        else
                        {
                            break;
                        }
                    }

                    _text[write++] = _text[i++];
                }

                // What stands between the closing quote and the next delimiter belongs to nothing, but is no reason to lose the record.
                i++;
                while (i < TextLength && _text[i] != Delimiter)
                {
                    _text[write++] = _text[i++];
                }

                _cells.Add((start, write - start, true));
            }
            else
            {
                var length = _text.AsSpan(i, TextLength - i).IndexOf(Delimiter);
                length = length < 0 ? TextLength - i : length;
                _cells.Add((i, length, false));
                i += length;
            }

            if (i >= TextLength)
            {
                return true;
            }

            i++;
            if (i == TextLength)
            {
                _cells.Add((i, 0, false));
                return true;
            }
        }
    }
}

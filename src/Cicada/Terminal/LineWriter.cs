using System.Text;

namespace Cicada.Terminal;

/// <summary>A writer that passes whole lines on.</summary>
internal sealed class LineWriter(Action<string> write) : TextWriter
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _line = new();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write([value]);

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        lock (_gate)
        {
            while (buffer.IndexOf('\n') is >= 0 and var end)
            {
                _line.Append(buffer[..end]);
                write(_line.ToString().TrimEnd('\r'));
                _line.Clear();
                buffer = buffer[(end + 1)..];
            }

            _line.Append(buffer);
        }
    }

    public override void WriteLine(string? value) => Write(value + "\n");

    /// <summary>Passes on what has no end of line yet.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            if (_line.Length > 0)
            {
                write(_line.ToString());
                _line.Clear();
            }
        }
    }
}

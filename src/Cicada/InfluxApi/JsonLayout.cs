using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Cicada.InfluxApi;

/// <summary>
/// Writes JSON letter by letter as InfluxDB does, indented or not: texts with the escapes of Go (<c>\u003c</c> for <c>&lt;</c>), numbers in its form.
/// </summary>
/// <param name="to">Where to.</param>
/// <param name="isIndented">Whether to indent by four blanks.</param>
internal sealed class JsonLayout(AnswerBuffer to, bool isIndented)
{
    private static readonly SearchValues<char> Special = SearchValues.Create(
        "\"\\<>&\u2028\u2029" + new string([.. Enumerable.Range(0, 32).Select(code => (char)code)]) + new string([.. Enumerable.Range(0xD800, 0x800).Select(code => (char)code)]));

    private int _depth;
    private bool _isFirst = true;
    private bool _isNamed;

    /// <summary>Where it is, to go back to.</summary>
    public (int Depth, bool IsFirst, bool IsNamed) State
    {
        get => (_depth, _isFirst, _isNamed);
        set => (_depth, _isFirst, _isNamed) = value;
    }

    public void StartObject() => Start((byte)'{');

    public void EndObject() => End((byte)'}');

    public void StartArray() => Start((byte)'[');

    public void EndArray() => End((byte)']');

    /// <summary>The name of a member; its value follows.</summary>
    public void Name(string name)
    {
        Separate();
        Text(name);
        Raw(isIndented ? ": "u8 : ":"u8);
        _isNamed = true;
    }

    public void String(string text)
    {
        Separate();
        Text(text);
    }

    public void Integer(long value)
    {
        Separate();
        Utf8Formatter.TryFormat(value, to.GetSpan(20), out var length);
        to.Advance(length);
    }

    public void Unsigned(ulong value)
    {
        Separate();
        Utf8Formatter.TryFormat(value, to.GetSpan(20), out var length);
        to.Advance(length);
    }

    /// <summary>A float; JSON has no infinity, so that one and what is no number are null.</summary>
    public void Float(double value)
    {
        if (!double.IsFinite(value))
        {
            Null();
            return;
        }

        Separate();
        to.Advance(GoNumber.Json(value, to.GetSpan(GoNumber.MostJson)));
    }

    public void Boolean(bool value)
    {
        Separate();
        Raw(value ? "true"u8 : "false"u8);
    }

    public void Null()
    {
        Separate();
        Raw("null"u8);
    }

    /// <summary>A text that is known to need no escapes, such as a time.</summary>
    public void PlainText(ReadOnlySpan<byte> text)
    {
        Separate();
        var span = to.GetSpan(text.Length + 2);
        span[0] = (byte)'"';
        text.CopyTo(span[1..]);
        span[text.Length + 1] = (byte)'"';
        to.Advance(text.Length + 2);
    }

    /// <summary>The end of a document.</summary>
    public void EndDocument()
    {
        Raw("\n"u8);
        _isFirst = true;
    }

    private void Start(byte bracket)
    {
        Separate();
        Byte(bracket);
        _depth++;
        _isFirst = true;
    }

    private void End(byte bracket)
    {
        _depth--;
        if (!_isFirst)
        {
            Indent();
        }

        Byte(bracket);
        _isFirst = false;
    }

    private void Separate()
    {
        if (_isNamed)
        {
            _isNamed = false;
            return;
        }

        if (!_isFirst)
        {
            Byte((byte)',');
        }

        if (_depth > 0)
        {
            Indent();
        }

        _isFirst = false;
    }

    private void Indent()
    {
        if (!isIndented)
        {
            return;
        }

        var span = to.GetSpan(1 + (4 * _depth));
        span[0] = (byte)'\n';
        span.Slice(1, 4 * _depth).Fill((byte)' ');
        to.Advance(1 + (4 * _depth));
    }

    private void Text(string text)
    {
        Byte((byte)'"');
        var rest = text.AsSpan();
        while (true)
        {
            var special = rest.IndexOfAny(Special);
            Plain(special < 0 ? rest : rest[..special]);
            if (special < 0)
            {
                break;
            }

            rest = rest[special..];
            if (rest.Length > 1 && char.IsSurrogatePair(rest[0], rest[1]))
            {
                Plain(rest[..2]);
                rest = rest[2..];
            }
            else
            {
                Escaped(rest[0]);
                rest = rest[1..];
            }
        }

        Byte((byte)'"');
    }

    private void Plain(ReadOnlySpan<char> text)
    {
        if (!text.IsEmpty)
        {
            to.Advance(Encoding.UTF8.GetBytes(text, to.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length))));
        }
    }

    private void Escaped(char character)
    {
        switch (character)
        {
            case '"':
                Raw("\\\""u8);
                break;
            case '\\':
                Raw("\\\\"u8);
                break;
            case '\n':
                Raw("\\n"u8);
                break;
            case '\r':
                Raw("\\r"u8);
                break;
            case '\t':
                Raw("\\t"u8);
                break;
            default:
                var span = to.GetSpan(6);
                "\\u"u8.CopyTo(span);
                Utf8Formatter.TryFormat(char.IsSurrogate(character) ? '\uFFFD' : character, span[2..], out _, new StandardFormat('x', 4));
                to.Advance(6);
                break;
        }
    }

    private void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(to.GetSpan(bytes.Length));
        to.Advance(bytes.Length);
    }

    private void Byte(byte value)
    {
        to.GetSpan(1)[0] = value;
        to.Advance(1);
    }
}

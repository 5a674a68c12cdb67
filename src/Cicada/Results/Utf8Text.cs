using System.Text;

namespace Cicada.Results;

/// <summary>A writer that says of itself that its text becomes UTF-8, which is what an XML declaration repeats.</summary>
internal sealed class Utf8Text(TextWriter inner) : TextWriter(System.Globalization.CultureInfo.InvariantCulture)
{
    public override Encoding Encoding { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    public override void Write(char value) => inner.Write(value);

    public override void Write(char[] buffer, int index, int count) => inner.Write(buffer, index, count);

    public override void Write(string? value) => inner.Write(value);

    public override void Flush() => inner.Flush();
}

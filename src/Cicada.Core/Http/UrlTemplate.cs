using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Cicada;

/// <summary>
/// An address written as an interpolated string, <c>$"/item/{id}"</c>: the request goes to <c>/item/5</c> and is grouped under
/// <c>/item/{id}</c>. A hole is named after the last part of what stands in it (<c>{order.Id}</c> becomes <c>{Id}</c>); anything but a
/// plain name becomes its position, <c>{1}</c>. Values are escaped, so that each stays within its part of the path or query.
/// </summary>
[InterpolatedStringHandler]
public ref struct UrlTemplate
{
    private readonly StringBuilder _url;
    private readonly StringBuilder _name;
    private int _holes;

    /// <summary>Called by the compiler.</summary>
    /// <param name="literalLength">Characters outside holes.</param>
    /// <param name="formattedCount">The number of holes.</param>
    public UrlTemplate(int literalLength, int formattedCount)
    {
        _url = new StringBuilder(literalLength + (formattedCount * 8));
        _name = new StringBuilder(literalLength + (formattedCount * 8));
    }

    internal readonly string Url => _url.ToString();

    internal readonly string Name => _name.ToString();

    /// <summary>Called by the compiler.</summary>
    /// <param name="value">Text outside holes.</param>
    public readonly void AppendLiteral(string value)
    {
        _url.Append(value);
        _name.Append(value);
    }

    /// <summary>Called by the compiler.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">The value of a hole.</param>
    /// <param name="format">Its format.</param>
    /// <param name="expression">What stands in the hole.</param>
    /// <exception cref="ArgumentException">The value is <c>.</c> or <c>..</c>: those have a meaning in a path, and cannot be escaped.</exception>
    public void AppendFormatted<T>(T value, string? format = null, [CallerArgumentExpression(nameof(value))] string expression = "")
    {
        var text = (value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : value?.ToString()) ?? "";
        if (text is "." or "..")
        {
            throw new ArgumentException($"The value of '{expression}' in an address is '{text}', which would lead to another path; it cannot be escaped. Leave such a value out.", nameof(value));
        }

        // The first hole may be the whole beginning of an address, which must stay one.
        _url.Append(_url.Length == 0 ? text : Uri.EscapeDataString(text));
        _holes++;
        _name.Append('{').Append(NameOf(expression) ?? _holes.ToString(CultureInfo.InvariantCulture)).Append('}');
    }

    private static string? NameOf(string expression)
    {
        var start = expression.LastIndexOf('.') + 1;
        foreach (var c in expression)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('_' or '.' or '@'))
            {
                return null;
            }
        }

        return start < expression.Length && !char.IsDigit(expression[start]) ? expression[start..].TrimStart('@') : null;
    }
}

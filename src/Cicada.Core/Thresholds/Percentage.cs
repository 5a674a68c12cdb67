using System.Globalization;

namespace Cicada;

/// <summary>A part of a whole in per cent, as <c>1.Percent()</c> makes it.</summary>
/// <param name="Value">The per cent: 1 is a hundredth.</param>
public readonly record struct Percentage(double Value)
{
    /// <inheritdoc />
    public override string ToString() => Value.ToString("0.######", CultureInfo.InvariantCulture) + "%";
}

using Spectre.Console;

namespace Cicada.Terminal;

/// <summary>A column of numbers in a table of requests.</summary>
/// <param name="Head">What stands above it.</param>
/// <param name="Text">A row's number.</param>
/// <param name="Style">Its style.</param>
/// <param name="Order">Above 0, the column may be left out on a narrow screen; the highest goes first.</param>
internal sealed record FigureColumn<T>(string Head, Func<T, string> Text, Func<T, Style>? Style = null, int Order = 0);

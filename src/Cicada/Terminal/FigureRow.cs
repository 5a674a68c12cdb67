using Spectre.Console;

namespace Cicada.Terminal;

/// <summary>A row of a table of requests.</summary>
/// <param name="Type">The request type.</param>
/// <param name="Name">The request's name.</param>
/// <param name="Style">The style of the name.</param>
/// <param name="Value">What the numbers are made from; none for a row without numbers.</param>
internal sealed record FigureRow<T>(string Type, string Name, Style Style, T? Value)
    where T : class;

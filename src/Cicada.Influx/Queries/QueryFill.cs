namespace Cicada.Influx.Queries;

/// <summary>A fill clause.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Number">The number of <see cref="FillKind.Number"/>.</param>
internal readonly record struct QueryFill(FillKind Kind, double Number = 0);

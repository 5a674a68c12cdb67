namespace Cicada.Influx.Reductions;

/// <summary>Which point a selector wants.</summary>
internal enum SelectorKind
{
    First,
    Last,
    Min,
    Max,
}

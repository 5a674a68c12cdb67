namespace Cicada.Influx.Queries;

/// <summary>Whether a query may say where its answer is written to.</summary>
internal enum TargetRule
{
    Allowed,
    Required,
}

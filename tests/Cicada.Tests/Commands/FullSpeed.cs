namespace Cicada.Tests.Commands;

/// <summary>Tests whose load takes all the processors it gets: one at a time, beside tests of other kinds.</summary>
[CollectionDefinition(nameof(FullSpeed))]
public sealed class FullSpeed;

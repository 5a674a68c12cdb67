namespace Cicada.Tests.Architecture;

/// <summary>A type's name without its type parameters, and whether its declaration says <c>public</c>.</summary>
internal sealed record DeclaredType(string Name, bool IsPublic);

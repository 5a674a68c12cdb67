using System.Runtime.CompilerServices;

namespace Cicada;

/// <summary>Gives a user or a task set a task set that is written elsewhere as one of its tasks.</summary>
/// <param name="type">The task set's type.</param>
/// <param name="weight">How often it is drawn relative to its siblings; greater than 0.</param>
/// <param name="line">Filled in by the compiler; gives tasks the order in which they are written.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class TaskSetAttribute(Type type, double weight = 1, [CallerLineNumber] int line = 0) : Attribute
{
    /// <summary>The task set's type.</summary>
    public Type Type { get; } = type;

    /// <summary>How often it is drawn relative to its siblings.</summary>
    public double Weight { get; } = weight;

    /// <summary>The line of the source file the attribute stands on.</summary>
    public int Line { get; } = line;
}

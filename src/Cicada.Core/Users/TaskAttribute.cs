using System.Runtime.CompilerServices;

namespace Cicada;

/// <summary>
/// Marks what a user does: a method (returning <see cref="System.Threading.Tasks.Task"/>, <see cref="ValueTask"/> or nothing),
/// or a nested class derived from <see cref="TaskSet"/>. Which one comes next is drawn by weight.
/// </summary>
/// <param name="weight">How often this task is drawn relative to its siblings; greater than 0. In a
/// <see cref="SequentialTaskSet"/> a whole number: how many times in a row it runs.</param>
/// <param name="line">Filled in by the compiler; gives tasks the order in which they are written.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class TaskAttribute(double weight = 1, [CallerLineNumber] int line = 0) : Attribute
{
    /// <summary>How often this task is drawn relative to its siblings.</summary>
    public double Weight { get; } = weight;

    /// <summary>The line of the source file the attribute stands on.</summary>
    public int Line { get; } = line;
}

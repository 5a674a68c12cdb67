namespace Cicada;

/// <summary>
/// A word on a task, or on a task set for all tasks in it: <c>--labels</c> runs only tasks that carry one of the given
/// words, <c>--exclude-labels</c> leaves those out that do. (Locust calls these tags.)
/// </summary>
/// <param name="labels">The words; compared exactly.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class LabelAttribute(params string[] labels) : Attribute
{
    /// <summary>The words.</summary>
    public IReadOnlyList<string> Labels { get; } = labels;
}

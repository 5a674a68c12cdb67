namespace Cicada;

/// <summary>In a <see cref="MarkovTaskSet"/>: which task may follow this one, and how likely.</summary>
/// <param name="to">The name of the method or nested task set that follows.</param>
/// <param name="weight">How often it follows relative to this task's other transitions; greater than 0.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class TransitionAttribute(string to, double weight = 1) : Attribute
{
    /// <summary>The name of the task that follows.</summary>
    public string To { get; } = to;

    /// <summary>How often it follows relative to this task's other transitions.</summary>
    public double Weight { get; } = weight;
}

namespace Cicada;

/// <summary>What a difference between two runs means.</summary>
public enum DifferenceMeaning
{
    /// <summary>A difference to the better that chance alone would hardly make.</summary>
    Better,

    /// <summary>One to the worse.</summary>
    Worse,

    /// <summary>None, or one too small to matter, and enough samples to say so.</summary>
    Same,

    /// <summary>A figure that is neither good nor bad, such as how many requests there were.</summary>
    Neutral,

    /// <summary>Chance alone may have made it.</summary>
    Unsure,
}

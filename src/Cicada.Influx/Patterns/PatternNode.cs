namespace Cicada.Influx.Patterns;

/// <summary>A pattern, understood. Groups are not in it, for nobody asks what they matched, nor how greedy a repetition is.</summary>
internal abstract record PatternNode
{
    /// <summary>One character of a set; <paramref name="IsFolded"/> where it was written with capital and small letters being the same.</summary>
    public sealed record One(RuneSet Set, bool IsFolded) : PatternNode;

    /// <summary>One part behind the other; without parts, the empty text.</summary>
    public sealed record Sequence(IReadOnlyList<PatternNode> Parts) : PatternNode;

    public sealed record Choice(IReadOnlyList<PatternNode> Parts) : PatternNode;

    /// <summary>A part again and again; <paramref name="Most"/> is -1 where there is no end to it.</summary>
    public sealed record Repetition(PatternNode Part, int Least, int Most) : PatternNode;

    /// <summary>A place between characters.</summary>
    public sealed record Place(PatternPlace Kind) : PatternNode;

    /// <summary>How many characters and places there are once repetitions are written out: what it takes to look for it.</summary>
    public long Weight => this switch
    {
        Sequence sequence => sequence.Parts.Sum(part => part.Weight),
        Choice choice => choice.Parts.Sum(part => part.Weight),
        Repetition repetition => repetition.Part.Weight * Math.Max(1, Math.Max(repetition.Least, repetition.Most)),
        _ => 1,
    };

    /// <summary>How many levels of parts within parts there are.</summary>
    public int Height => 1 + this switch
    {
        Sequence sequence => sequence.Parts.Select(part => part.Height).DefaultIfEmpty().Max(),
        Choice choice => choice.Parts.Select(part => part.Height).DefaultIfEmpty().Max(),
        Repetition repetition => repetition.Part.Height,
        _ => 0,
    };
}

namespace Cicada.Outputs;

/// <summary>What came of an attempt to deliver a batch.</summary>
internal enum Delivery
{
    /// <summary>The batch is done with; the next one may follow at once.</summary>
    Done,

    /// <summary>The output did not take it, and may later.</summary>
    Failed,

    /// <summary>The output takes nothing more in this run.</summary>
    Over,
}

namespace Cicada;

/// <summary>
/// Says how many users there are to be as a run goes on, and ends it. Derive from it for a shape of your own; shapes made of ramps, steps and waves are put together
/// by <see cref="Stages"/>.
/// </summary>
/// <remarks>
/// A program's one class derived from this is used by itself, a new object for each run; otherwise the program names its shape by <c>test.Shape</c>. <c>--shape</c> goes
/// before both. The shape does not wait for users: it goes on when the target hangs.
/// </remarks>
public abstract class LoadShape
{
    /// <summary>How often <see cref="Tick"/> is asked, more than zero. Default every second, the first time when the run begins.</summary>
    public virtual TimeSpan TickInterval => TimeSpan.FromSeconds(1);

    /// <summary>What is wanted from this moment on. The same answer again changes nothing.</summary>
    /// <param name="now">The moment. Every one is asked about, in order; where the machine was busy, later.</param>
    /// <returns>The step, or null where the shape is over, which ends the run.</returns>
    /// <remarks>What it throws, or a step that makes no sense, is logged and ends the run with exit code 2.</remarks>
    public abstract ShapeStep? Tick(ShapeMoment now);

    /// <summary>How the shape is called in events, in what is kept of the run, and in messages.</summary>
    public override string ToString() => GetType().Name;

    /// <summary>When to ask next after a moment that was asked about.</summary>
    internal virtual TimeSpan NextTick(TimeSpan elapsed) => elapsed + TickInterval;

    /// <summary>Why the run ends when the shape is over.</summary>
    internal virtual string EndReason => $"the shape '{this}' is over";
}

namespace Cicada;

/// <summary>
/// The pause between a user's tasks. A user or task set names one of these; it is asked for once per user and keeps no
/// state of its own, so one object may serve any number of users.
/// </summary>
public abstract class WaitTime
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(49);

    /// <summary>No pause: the next task starts as soon as the last has ended.</summary>
    public static WaitTime None { get; } = new ConstantWait(TimeSpan.Zero);

    /// <summary>A pause drawn evenly between two bounds.</summary>
    /// <param name="minSeconds">The shortest pause in seconds, 0 or more.</param>
    /// <param name="maxSeconds">The longest pause in seconds, not below <paramref name="minSeconds"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is negative or the two are in the wrong order.</exception>
    public static WaitTime Between(double minSeconds, double maxSeconds) =>
        Between(Seconds(minSeconds, nameof(minSeconds)), Seconds(maxSeconds, nameof(maxSeconds)));

    /// <inheritdoc cref="Between(double, double)"/>
    /// <param name="min">The shortest pause, 0 or more.</param>
    /// <param name="max">The longest pause, not below <paramref name="min"/>.</param>
    public static WaitTime Between(TimeSpan min, TimeSpan max)
    {
        Check(min, nameof(min));
        Check(max, nameof(max));
        if (max < min)
        {
            throw new ArgumentOutOfRangeException(
                nameof(max), $"The wait time runs from '{min}' to '{max}'; the second must not be shorter than the first. Swap them.");
        }

        return new BetweenWait(min, max);
    }

    /// <summary>Always the same pause.</summary>
    /// <param name="seconds">The pause in seconds, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The pause is negative or not a number.</exception>
    public static WaitTime Constant(double seconds) => Constant(Seconds(seconds, nameof(seconds)));

    /// <inheritdoc cref="Constant(double)"/>
    /// <param name="pause">The pause, 0 or more.</param>
    public static WaitTime Constant(TimeSpan pause) => new ConstantWait(Check(pause, nameof(pause)));

    /// <summary>
    /// As much pause as makes a user start its tasks at a fixed interval. A task that takes longer is followed at once by
    /// the next; the starts it missed are not made up for.
    /// </summary>
    /// <param name="seconds">The interval between starts in seconds, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The interval is negative or not a number.</exception>
    public static WaitTime ConstantPacing(double seconds) => ConstantPacing(Seconds(seconds, nameof(seconds)));

    /// <inheritdoc cref="ConstantPacing(double)"/>
    /// <param name="interval">The interval between starts, 0 or more.</param>
    public static WaitTime ConstantPacing(TimeSpan interval) => new PacingWait(Check(interval, nameof(interval)));

    /// <summary>As <see cref="ConstantPacing(double)"/>, given as tasks started per second and user.</summary>
    /// <param name="tasksPerSecond">Starts a second, greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not greater than 0.</exception>
    public static WaitTime ConstantThroughput(double tasksPerSecond) =>
        tasksPerSecond > 0 && double.IsFinite(tasksPerSecond)
            ? ConstantPacing(1 / tasksPerSecond)
            : throw new ArgumentOutOfRangeException(
                nameof(tasksPerSecond), $"The throughput is '{tasksPerSecond}' tasks a second; it must be greater than 0. Give a positive rate.");

    /// <summary>As <see cref="ConstantPacing(double)"/>, given as a span of time per task.</summary>
    /// <param name="timePerTask">The interval between starts, greater than zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">The span is not longer than zero.</exception>
    public static WaitTime ConstantThroughput(TimeSpan timePerTask) =>
        timePerTask > TimeSpan.Zero
            ? ConstantPacing(timePerTask)
            : throw new ArgumentOutOfRangeException(nameof(timePerTask), $"The time per task is '{timePerTask}'; it must be longer than zero. Give a longer one.");

    /// <summary>
    /// Pauses drawn from an exponential distribution, so that a user's starts form a Poisson process: independent of each
    /// other, with a known mean. Pause = −ln(1 − U) ÷ rate with U uniform on [0, 1).
    /// </summary>
    /// <param name="tasksPerSecond">The mean number of pauses that end per second, greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not greater than 0.</exception>
    public static WaitTime Poisson(double tasksPerSecond) =>
        tasksPerSecond > 0 && double.IsFinite(tasksPerSecond)
            ? new PoissonWait(1 / tasksPerSecond)
            : throw new ArgumentOutOfRangeException(
                nameof(tasksPerSecond), $"The rate is '{tasksPerSecond}' a second; it must be greater than 0. Give a positive rate.");

    /// <inheritdoc cref="Poisson(double)"/>
    /// <param name="meanPause">The mean pause, greater than zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">The mean is not longer than zero.</exception>
    public static WaitTime Poisson(TimeSpan meanPause) =>
        meanPause > TimeSpan.Zero
            ? new PoissonWait(meanPause.TotalSeconds)
            : throw new ArgumentOutOfRangeException(nameof(meanPause), $"The mean pause is '{meanPause}'; it must be longer than zero. Give a longer one.");

    /// <summary>A pause of your own making.</summary>
    /// <param name="next">Returns the pause; what is negative counts as no pause.</param>
    public static WaitTime Custom(Func<WaitContext, TimeSpan> next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return new CustomWait(next);
    }

    /// <summary>How long the user waits now. A negative answer counts as no pause.</summary>
    /// <param name="context">What may be looked at.</param>
    public abstract TimeSpan Next(in WaitContext context);

    private static TimeSpan Seconds(double seconds, string parameter) =>
        double.IsFinite(seconds) && seconds >= 0 && seconds <= Longest.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new ArgumentOutOfRangeException(
                parameter, $"The wait time is '{seconds}' seconds; it must be between 0 and {Longest.TotalSeconds:0}. Give 0 for no pause.");

    private static TimeSpan Check(TimeSpan pause, string parameter) =>
        pause >= TimeSpan.Zero && pause <= Longest
            ? pause
            : throw new ArgumentOutOfRangeException(
                parameter, $"The wait time is '{pause}'; it must be between zero and {Longest.TotalDays:0} days. Give TimeSpan.Zero for no pause.");

    private sealed class ConstantWait(TimeSpan pause) : WaitTime
    {
        public override TimeSpan Next(in WaitContext context) => pause;
    }

    private sealed class BetweenWait(TimeSpan min, TimeSpan max) : WaitTime
    {
        public override TimeSpan Next(in WaitContext context) => min + ((max - min) * context.Random.NextDouble());
    }

    private sealed class PacingWait(TimeSpan interval) : WaitTime
    {
        public override TimeSpan Next(in WaitContext context) => interval - context.SinceScheduled;
    }

    private sealed class PoissonWait(double meanSeconds) : WaitTime
    {
        public override TimeSpan Next(in WaitContext context) =>
            TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, -Math.Log(1 - context.Random.NextDouble()) * meanSeconds));
    }

    private sealed class CustomWait(Func<WaitContext, TimeSpan> next) : WaitTime
    {
        public override TimeSpan Next(in WaitContext context) => next(context);
    }
}

using System.Globalization;
using Cicada.Load;

namespace Cicada;

/// <summary>A shape made of stages, one after the other. Immutable: each method gives another shape, with one more stage at its end.</summary>
public sealed class StagedShape : LoadShape
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(49);

    private readonly Stage[] _stages;

    // When each stage begins, and with how many users.
    private readonly TimeSpan[] _starts;
    private readonly int[] _users;

    internal StagedShape(IReadOnlyList<Stage> stages)
    {
        _stages = [.. stages];
        _starts = new TimeSpan[_stages.Length];
        _users = new int[_stages.Length];
        var (elapsed, users) = (TimeSpan.Zero, 0);
        for (var i = 0; i < _stages.Length; i++)
        {
            (_starts[i], _users[i]) = (elapsed, users);
            PeakUsers = Math.Max(PeakUsers, _stages[i].Peak(users));
            elapsed += _stages[i].Duration;
            users = _stages[i].End(users);
        }

        Duration = elapsed;
    }

    /// <summary>How long the whole shape lasts.</summary>
    public TimeSpan Duration { get; }

    /// <summary>The most users there are to be at one time.</summary>
    public int PeakUsers { get; }

    /// <summary>From as many users as there are to so many, evenly over the duration.</summary>
    /// <param name="users">Users at the end, 0 or more.</param>
    /// <param name="duration">How long it takes, more than zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">The users are fewer than 0, or the duration is not more than zero, or all stages together last longer than 49 days.</exception>
    public StagedShape RampTo(int users, TimeSpan duration) => Then(new SlopeStage(CheckUsers(users), CheckDuration(duration)));

    /// <summary>As many users as there are, for a while.</summary>
    /// <param name="duration">How long, more than zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">The duration is not more than zero, or all stages together last longer than 49 days.</exception>
    public StagedShape Hold(TimeSpan duration) => Then(new HoldStage(CheckDuration(duration)));

    /// <summary>So many users at once, for a while.</summary>
    /// <param name="users">How many, 0 or more.</param>
    /// <param name="duration">How long, more than zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">The users are fewer than 0, or the duration is not more than zero, or all stages together last longer than 49 days.</exception>
    public StagedShape StepTo(int users, TimeSpan duration) => Then(new StepStage(CheckUsers(users), CheckDuration(duration)));

    /// <summary>In equal steps from as many users as there are to so many, up or down. The last step may be a smaller one.</summary>
    /// <param name="users">Users at the end, 0 or more.</param>
    /// <param name="by">Users of one step, at least 1.</param>
    /// <param name="every">How long each step lasts, more than zero. The first begins at once.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number makes no sense, or there are that many users already, or all stages together last longer than 49 days.</exception>
    public StagedShape StepsTo(int users, int by, TimeSpan every)
    {
        CheckUsers(users);
        CheckDuration(every, nameof(every));
        if (by < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(by), $"The steps are of '{by}' users; a step is at least 1. Give a number above 0, also on the way down.");
        }

        var from = _stages.Length == 0 ? 0 : _stages[^1].End(_users[^1]);
        if (from == users)
        {
            throw new ArgumentOutOfRangeException(nameof(users), $"The steps lead to '{users}' users, and so many there are already; expected another number. Give one, or hold.");
        }

        var steps = StepsStage.Count(from, users, by);
        return every.Ticks > Longest.Ticks / steps
            ? throw TooLong(nameof(every), every.TotalDays * steps)
            : Then(new StepsStage(users, by, every, every * steps));
    }

    /// <summary>So many users at once for a while, then as many as before.</summary>
    /// <param name="users">How many, 0 or more.</param>
    /// <param name="duration">How long, more than zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">The users are fewer than 0, or the duration is not more than zero, or all stages together last longer than 49 days.</exception>
    public StagedShape Spike(int users, TimeSpan duration) => Then(new SpikeStage(CheckUsers(users), CheckDuration(duration)));

    /// <summary>Up and down between two numbers, again and again, beginning with the low one.</summary>
    /// <param name="low">The fewest users, 0 or more.</param>
    /// <param name="high">The most, more than the fewest.</param>
    /// <param name="period">From one low to the next, more than zero.</param>
    /// <param name="duration">How long altogether, more than zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number makes no sense, or all stages together last longer than 49 days.</exception>
    public StagedShape Sine(int low, int high, TimeSpan period, TimeSpan duration)
    {
        CheckRange(low, high);
        return Then(new SineStage(low, high, CheckDuration(period, nameof(period)), CheckDuration(duration)));
    }

    /// <summary>Two waves, as of a morning and an afternoon: up to the high number and back, with the top at a third of the duration, then two thirds of the way up and back.</summary>
    /// <param name="low">The fewest users, 0 or more.</param>
    /// <param name="high">The most, more than the fewest.</param>
    /// <param name="duration">How long altogether, more than zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number makes no sense, or all stages together last longer than 49 days.</exception>
    public StagedShape DoubleWave(int low, int high, TimeSpan duration)
    {
        CheckRange(low, high);
        return Then(new DoubleWaveStage(low, high, CheckDuration(duration)));
    }

    /// <summary>The users of a recording, on straight lines from row to row.</summary>
    /// <param name="file">
    /// A CSV file with a line of names first. The times are in a column <c>elapsed</c>, <c>time</c>, <c>seconds</c> or <c>timestamp</c>, in seconds, counted from the first row;
    /// the users in <c>users</c> or <c>user count</c>. Other columns are passed over: the history that <c>--csv</c> writes will do.
    /// </param>
    /// <exception cref="PlanException">The file cannot be read, or its rows make no sense.</exception>
    public StagedShape Replay(string file)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(file);
        var problems = new List<string>();
        return UsersFile.Read(file, file, problems) is { } points ? Then(new ReplayStage(file, points)) : throw new PlanException(problems);
    }

    /// <inheritdoc/>
    public override ShapeStep? Tick(ShapeMoment now) => StepAt(now.Elapsed);

    /// <summary>The stages as <c>--shape</c> takes them: <c>ramp 100 1m, hold 5m</c>.</summary>
    public override string ToString() => string.Join(", ", _stages.Select(stage => stage.ToString()));

    /// <summary>What is wanted at a moment; null when the shape is over.</summary>
    internal ShapeStep? StepAt(TimeSpan elapsed)
    {
        if (elapsed >= Duration)
        {
            return null;
        }

        var (index, piece) = PieceAt(elapsed);
        var stage = _stages[index];
        return new ShapeStep(piece.To, piece.Rate)
        {
            From = piece.From,
            Name = stage.NameOf(piece),
            Stage = index,
            Text = string.Create(CultureInfo.InvariantCulture, $"stage {index + 1} of {_stages.Length}, from {_users[index]} to {stage.End(_users[index])} users in {StageText.Of(stage.Duration)}"),
            Continues = stage.IsCurve && piece.Start + piece.Duration < stage.Duration,
        };
    }

    internal override TimeSpan NextTick(TimeSpan elapsed)
    {
        var (index, piece) = PieceAt(elapsed);
        return _starts[index] + piece.Start + piece.Duration;
    }

    internal StagedShape Then(Stage stage)
    {
        var shape = new StagedShape([.. _stages, stage]);
        return shape.Duration <= Longest ? shape : throw TooLong("duration", shape.Duration.TotalDays);
    }

    private (int Index, ShapePiece Piece) PieceAt(TimeSpan elapsed)
    {
        var index = Array.BinarySearch(_starts, elapsed);
        index = index >= 0 ? index : ~index - 1;
        return (index, _stages[index].PieceAt(elapsed - _starts[index], _users[index]));
    }

    private static ArgumentOutOfRangeException TooLong(string parameter, double days) =>
        new(parameter, $"The shape lasts '{days.ToString("0.#", CultureInfo.InvariantCulture)}' days; the longest is 49 days. Give shorter stages.");

    private static int CheckUsers(int users, string parameter = "users") => users >= 0
        ? users
        : throw new ArgumentOutOfRangeException(parameter, $"The number of users is '{users}'; it is 0 or more. Give a number of users.");

    private static TimeSpan CheckDuration(TimeSpan duration, string parameter = "duration") =>
        duration <= TimeSpan.Zero ? throw new ArgumentOutOfRangeException(parameter, $"The stage lasts '{duration}'; a stage lasts longer than zero. Leave it out, or give a duration.")
        : duration > Longest ? throw TooLong(parameter, duration.TotalDays)
        : duration;

    private static void CheckRange(int low, int high)
    {
        CheckUsers(low, nameof(low));
        if (high <= low)
        {
            throw new ArgumentOutOfRangeException(nameof(high), $"The wave goes from '{low}' to '{high}' users; the second is more than the first. Swap them, or hold.");
        }
    }
}

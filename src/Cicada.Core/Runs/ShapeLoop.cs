namespace Cicada.Runs;

/// <summary>Asks a shape what it wants, moment by moment, and has it carried out.</summary>
/// <remarks>
/// It asks about moments that follow from the shape alone, never about now. So where the machine was busy, or a handler slow, it asks late about each, and none is left out.
/// </remarks>
/// <param name="run">The run.</param>
/// <param name="shape">Its shape.</param>
/// <param name="follow">Carries a step out, from a moment on.</param>
internal sealed class ShapeLoop(Run run, LoadShape shape, Action<ShapeStep, TimeSpan> follow)
{
    /// <summary>Ends when the shape is over, or makes no sense; says why, and whether by plan.</summary>
    public async Task<(string Reason, bool ByPlan)> RunAsync(CancellationToken cancellationToken)
    {
        ShapeStep? current = null;
        for (var moment = TimeSpan.Zero; ; cancellationToken.ThrowIfCancellationRequested())
        {
            var pause = moment - run.Elapsed;
            if (pause > TimeSpan.Zero)
            {
                // Timers count whole milliseconds: rounded up, so that it is not asked too early.
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(pause.TotalMilliseconds)), run.Clock.Provider, cancellationToken);
                continue;
            }

            ShapeStep? step;
            TimeSpan next;
            try
            {
                step = shape.Tick(new ShapeMoment(moment, run.UserCount, run));
                Check(step);
                next = shape.NextTick(moment);
            }
            catch (Exception exception)
            {
                run.Events.Faults.Add(nameof(LoadShape), exception);
                return ($"the shape '{shape}' failed: {exception.Message}", false);
            }

            if (step is null)
            {
                return (shape.EndReason, true);
            }

            if (step.IsNewAfter(current))
            {
                run.NoteShapeStep(step);
            }

            if (current is null || !step.WantsTheSameAs(current))
            {
                follow(step, moment);
            }

            (current, moment) = (step, next);
        }
    }

    private void Check(ShapeStep? step)
    {
        if (step is null)
        {
            return;
        }

        if (step.Users < 0)
        {
            throw new InvalidOperationException($"The shape '{shape}' wants '{step.Users}' users; a number of users is 0 or more. Correct its Tick.");
        }

        if (!(step.SpawnRate > 0) || !double.IsFinite(step.SpawnRate))
        {
            throw new InvalidOperationException($"The shape '{shape}' wants '{step.SpawnRate}' users started a second; a spawn rate is above 0. Correct its Tick.");
        }

        var types = run.PlannedTypes;
        if (step.UserTypes?.FirstOrDefault(wanted => types.All(type => type.Type != wanted)) is { } stranger)
        {
            throw new InvalidOperationException(
                $"The shape '{shape}' wants users of the type '{stranger.Name}', which takes no part in this run; it has {string.Join(", ", types.Select(type => $"'{type.Name}'"))}. Name some of these, or none for all.");
        }

        if (step.UserTypes is { } some && !types.Any(type => some.Contains(type.Type) && (type.Weight > 0 || type.FixedCount > 0)))
        {
            throw new InvalidOperationException($"The shape '{shape}' wants users of none of the types there are; expected one with a weight above 0 or a fixed count at least. Correct its Tick.");
        }
    }
}

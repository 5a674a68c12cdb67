using Cicada.Thresholds;
using Cicada.Users;

namespace Cicada.Runs;

/// <summary>Looks for everything that is wrong with a plan, all at once.</summary>
internal static class PlanValidator
{
    public static IReadOnlyList<UserType> Validate(Plan plan, List<string> problems, List<string> warnings)
    {
        if (string.IsNullOrWhiteSpace(plan.Test))
        {
            problems.Add("The test has no name; runs of one test are found by it. Give it one.");
        }

        if (plan.Users < 0)
        {
            problems.Add($"The number of users is '{plan.Users}'; it is 0 or more. Give a number of users.");
        }

        if (!(plan.SpawnRate > 0) || !double.IsFinite(plan.SpawnRate))
        {
            problems.Add($"The spawn rate is '{plan.SpawnRate}' users a second; it is above 0. Give a rate, 0.5 for one every two seconds.");
        }

        if (plan.RunTime is { } runTime && runTime <= TimeSpan.Zero)
        {
            problems.Add($"The run time is '{runTime}'; a run lasts longer than zero. Give a run time, or leave it out to run until stopped.");
        }

        if (plan.RunTime is { } longRun && longRun > TimeSpan.FromDays(49))
        {
            problems.Add($"The run time is '{longRun}'; the longest is 49 days. Give a shorter one, or leave it out to run until stopped.");
        }

        if (plan.Shape is StagedShape { Duration.Ticks: 0 })
        {
            problems.Add("The shape has no stages; it has one at least. Add one, for instance 'Stages.RampTo(10, 1.Minutes())'.");
        }

        if (plan.Shape is { } shape && shape.TickInterval <= TimeSpan.Zero)
        {
            problems.Add($"The shape '{shape}' has the tick interval '{shape.TickInterval}'; it is more than zero. Give for instance a second, or leave it out.");
        }

        if (plan is { Shape: not null, ResetStatistics: true })
        {
            problems.Add("The statistics are to start anew when all users are there, and the load has a shape, which has no such moment. Leave one of them out, and look at a part of the run by 'show RUN --from 1m'.");
        }

        if (plan.Iterations is <= 0)
        {
            problems.Add($"The number of iterations is '{plan.Iterations}'; it is at least 1. Give a number, or leave it out for no limit.");
        }

        if (plan.StopTimeout < TimeSpan.Zero || plan.StopTimeout > TimeSpan.FromDays(1))
        {
            problems.Add($"The stop timeout is '{plan.StopTimeout}'; it is between zero and a day. Give 0 to end running tasks at once.");
        }

        if (plan.MaximumUsers < 1)
        {
            problems.Add($"The most users that arrivals may make are '{plan.MaximumUsers}'; there is 1 at least. Give a number of users.");
        }

        if (plan.Arrivals is { Peak: 0 })
        {
            problems.Add($"The arrival rate is '{plan.Arrivals}', so nobody would ever come. Give a rate above 0.");
        }

        problems.AddRange(plan.Thresholds
            .Where(threshold => threshold.Delay > TimeSpan.Zero && threshold.Delay >= plan.RunTime)
            .Select(threshold => $"The threshold '{threshold.Text}' begins after '{ThresholdText.Span(threshold.Delay)}', and the run lasts '{plan.RunTime}'; so it would never be judged. Let it begin earlier, or the run last longer."));
        problems.AddRange(plan.Http.Problems());
        HostRule.Check(plan.Host, "The host is", problems);
        var types = UserTypeReader.Read(plan, problems, warnings);
        CheckArrivals(plan, types, problems);
        return types;
    }

    private static void CheckArrivals(Plan plan, IReadOnlyList<UserType> types, List<string> problems)
    {
        if (plan.Arrivals is null || problems.Count > 0)
        {
            return;
        }

        if (!types.Any(type => type.TakesArrivals))
        {
            problems.Add($"The arrival rate is '{plan.Arrivals}', and no user type takes arrivals: each of {string.Join(", ", types.Select(type => $"'{type.Name}'"))} has a fixed count or the weight 0, or says so by TakesArrivals. Change that, or leave the rate out.");
        }
        else if (plan.Shape is { } shape && types.All(type => type.TakesArrivals))
        {
            problems.Add($"The load has the shape '{shape}' and the arrival rate '{plan.Arrivals}', and all user types take arrivals; so there are none the shape could be for. Leave one of them out, or let a type say 'TakesArrivals => false'.");
        }

        if (plan is { ResetStatistics: true } && types.All(type => type.TakesArrivals))
        {
            problems.Add("The statistics are to start anew when all users are there, and users are made as arrivals need them, so there is no such moment. Leave it out, and look at a part of the run by 'show RUN --from 1m'.");
        }
    }
}

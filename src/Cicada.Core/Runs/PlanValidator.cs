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

        if (plan.Iterations is <= 0)
        {
            problems.Add($"The number of iterations is '{plan.Iterations}'; it is at least 1. Give a number, or leave it out for no limit.");
        }

        if (plan.StopTimeout < TimeSpan.Zero || plan.StopTimeout > TimeSpan.FromDays(1))
        {
            problems.Add($"The stop timeout is '{plan.StopTimeout}'; it is between zero and a day. Give 0 to end running tasks at once.");
        }

        problems.AddRange(plan.Http.Problems());
        HostRule.Check(plan.Host, "The host is", problems);
        return UserTypeReader.Read(plan, problems, warnings);
    }
}

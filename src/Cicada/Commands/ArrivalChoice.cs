using Cicada.Options;
using Cicada.Users;

namespace Cicada.Commands;

/// <summary>Decides which arrivals a run has: what is typed goes before what the program says.</summary>
/// <param name="definition">What the program says about its test.</param>
internal sealed class ArrivalChoice(LoadTestDefinition definition)
{
    /// <summary>The plan with its arrivals.</summary>
    /// <param name="plan">The plan without.</param>
    /// <param name="options">The options.</param>
    /// <param name="values">What was given for them, and where.</param>
    /// <param name="types">The user types that take part.</param>
    /// <param name="problems">Takes a sentence for what makes no sense.</param>
    public Plan Read(Plan plan, RunOptions options, IReadOnlyDictionary<string, OptionValue> values, IReadOnlyList<UserType> types, List<string> problems)
    {
        var rate = options.ArrivalRate is not { } text ? definition.Arrivals
            : RunOptions.IsNone(text) ? null
            : ArrivalText.Read(text, $"The arrival rate is '{text}'{values[RunOptionSpecs.ArrivalRate.Key].Place}", problems);
        if (rate is null)
        {
            if (options.MaxUsers is not null && options.ArrivalRate is null && IsTyped(RunOptionSpecs.MaxUsers))
            {
                problems.Add("The option '--max-users' stands alone; it is the most users that arrivals may make, and there is no arrival rate. Add for instance '--arrival-rate 500/s', or say the number of users by '-u'.");
            }

            return plan;
        }

        // What stands in a file or the environment is for runs without arrivals too; what is typed is meant for this run.
        if (types.Count > 0 && types.All(type => type.TakesArrivals))
        {
            foreach (var spec in new[] { RunOptionSpecs.Users, RunOptionSpecs.SpawnRate, RunOptionSpecs.FindLimit }.Where(IsTyped))
            {
                problems.Add(
                    $"The option '{spec.Name}' stands beside the arrival rate '{rate}', and all user types take arrivals, for which users are made as needed. Leave it out, or let a user type say 'TakesArrivals => false'; the most users are said by '--max-users'.");
            }
        }

        return plan with { Arrivals = rate, MaximumUsers = options.MaxUsers ?? plan.MaximumUsers };

        bool IsTyped(OptionSpec spec) => values.TryGetValue(spec.Key, out var value) && value.IsTyped;
    }
}

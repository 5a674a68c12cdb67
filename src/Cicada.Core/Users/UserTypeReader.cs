using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Cicada.Users;

/// <summary>Reads user types before a run and says everything that is wrong with them.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2070:UnrecognizedReflectionPattern", Justification = "A user type is named by the test itself; a load test is not trimmed.")]
internal static class UserTypeReader
{
    public static IReadOnlyList<UserType> Read(Plan plan, List<string> problems, List<string> warnings)
    {
        var labels = new LabelFilter(plan.Labels, plan.ExcludeLabels);
        var types = new List<UserType>();
        if (plan.UserTypes.Count == 0)
        {
            problems.Add("There are no users to run; a test has at least one class derived from User or HttpUser. Add one to the file.");
        }

        foreach (var duplicate in plan.UserTypes.GroupBy(type => type.Name).Where(group => group.Count() > 1))
        {
            problems.Add($"Two user types are called '{duplicate.Key}'; figures are kept by that name, so each needs its own. Rename one of them.");
        }

        foreach (var type in plan.UserTypes)
        {
            if (Read(type, plan, labels, problems, warnings) is { } read)
            {
                types.Add(read);
            }
        }

        if (problems.Count == 0 && types.Count == 0)
        {
            problems.Add("No task is left to run; the labels given exclude them all. Give other labels.");
        }

        if (problems.Count == 0)
        {
            ShareRule.CheckAll(types, problems);
        }

        return types;
    }

    private static UserType? Read(Type type, Plan plan, LabelFilter labels, List<string> problems, List<string> warnings)
    {
        if (!typeof(User).IsAssignableFrom(type) || type.IsAbstract || type.ContainsGenericParameters || type.GetConstructor(Type.EmptyTypes) is not { } constructor)
        {
            problems.Add($"'{type.Name}' cannot be a user type; it has to be a class derived from User, not abstract, with a public constructor without parameters.");
            return null;
        }

        var invoker = ConstructorInvoker.Create(constructor);
        User prototype;
        WaitTime waitTime;
        double weight;
        int fixedCount;
        string? host;
        bool takesArrivals;
        try
        {
            prototype = (User)invoker.Invoke();
            waitTime = prototype.WaitTime ?? WaitTime.None;
            weight = prototype.Weight;
            fixedCount = prototype.FixedCount;
            host = prototype.Host;
            takesArrivals = prototype.TakesArrivals;
            if (prototype is FastHttpUser fast)
            {
                problems.AddRange(fast.ProblemsWith(plan.Http));
            }
        }
        catch (Exception exception)
        {
            var cause = exception is TargetInvocationException { InnerException: { } inner } ? inner : exception;
            var text = cause is ArgumentException ? FirstSentences(cause.Message) : $"'{cause.GetType().Name}': {cause.Message}";
            problems.Add($"The user type '{type.Name}' cannot be used: {text}");
            return null;
        }

        if (plan.Shares.TryGetValue(type.Name, out var share))
        {
            (weight, fixedCount) = (share.Weight ?? weight, share.FixedCount ?? fixedCount);
        }

        ShareRule.Check(type.Name, weight, fixedCount, problems);
        HostRule.Check(host, $"The user type '{type.Name}' has the host", problems);
        var before = problems.Count;
        var tasks = new TaskListReader(labels, plan.EqualWeights, problems).Read(type);
        if (tasks.Tasks.Count == 0 && problems.Count == before)
        {
            if (labels.IsEmpty)
            {
                problems.Add($"The user type '{type.Name}' has no tasks; a user without one would do nothing. Mark a method with [Task].");
            }
            else
            {
                warnings.Add($"The user type '{type.Name}' takes no part: the labels given leave it no task.");
            }

            return null;
        }

        return new UserType
        {
            Type = type,
            Weight = weight,
            FixedCount = fixedCount,
            TakesArrivals = takesArrivals && fixedCount == 0 && weight > 0,
            Host = host,
            WaitTime = waitTime,
            Tasks = tasks,
            Create = () => (User)invoker.Invoke(),
        };
    }

    // "(Parameter 'seconds')" is for programmers of ours, not for readers of the sentence.
    private static string FirstSentences(string message)
    {
        var end = message.IndexOf(" (Parameter", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}

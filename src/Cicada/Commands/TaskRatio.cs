using Cicada.Load;
using Cicada.Users;

namespace Cicada.Commands;

/// <summary>How often something is done: a user type's share of the users, or a task's share of what they do.</summary>
/// <param name="Name">The user type or task.</param>
/// <param name="Share">From 0 to 1.</param>
/// <param name="Tasks">What it consists of.</param>
internal sealed record TaskRatio(string Name, double Share, IReadOnlyList<TaskRatio> Tasks)
{
    /// <summary>The user types with the shares of their tasks.</summary>
    /// <param name="types">The user types.</param>
    /// <param name="users">For how many users; a few users cannot have every share.</param>
    /// <param name="ofAll">True for shares of everything that is done, false for shares within each user type or task set.</param>
    public static IReadOnlyList<TaskRatio> Of(IReadOnlyList<UserType> types, int users, bool ofAll)
    {
        if (types.Count == 0)
        {
            return [];
        }

        var mix = new UserMix(types);
        var counted = Math.Max(1, Math.Min(users, mix.MaximumUsers));
        return [.. types.Select(type => Type(type, (double)mix.CountOf(type, counted) / counted))];

        TaskRatio Type(UserType type, double share) => new(type.Name, share, RatiosOf(type.Tasks, ofAll ? share : 1, ofAll));
    }

    /// <summary>The tasks of a user type, with their shares of all it does.</summary>
    public static IReadOnlyList<TaskRatio> TasksOf(UserType type) => RatiosOf(type.Tasks, 1, ofAll: true);

    private static IReadOnlyList<TaskRatio> RatiosOf(TaskList list, double parent, bool ofAll) =>
    [
        .. list.Tasks.Zip(Shares(list), (task, share) =>
            new TaskRatio(task.Name, share * parent, task.Nested is { } nested ? RatiosOf(nested, ofAll ? share * parent : 1, ofAll) : [])),
    ];

    private static double[] Shares(TaskList list)
    {
        if (list.Order == TaskOrder.Markov)
        {
            return LongRun(list);
        }

        var sum = list.Tasks.Sum(task => task.Weight);
        return [.. list.Tasks.Select(task => task.Weight / sum)];
    }

    // The mean of where a user is after each of many steps: it settles even where the chain goes round and round.
    private static double[] LongRun(TaskList list)
    {
        const int Steps = 2000;
        var indices = list.Tasks.Select((task, index) => (task.Name, index)).ToDictionary(pair => pair.Name, pair => pair.index);
        var now = new double[list.Tasks.Count];
        var visits = new double[list.Tasks.Count];
        now[0] = 1;
        for (var step = 0; step < Steps; step++)
        {
            var next = new double[now.Length];
            for (var i = 0; i < now.Length; i++)
            {
                visits[i] += now[i] / Steps;
                var weights = list.Tasks[i].Transitions.Sum(transition => transition.Weight);
                foreach (var (to, weight) in list.Tasks[i].Transitions)
                {
                    next[indices[to]] += now[i] * weight / weights;
                }
            }

            now = next;
        }

        return visits;
    }
}

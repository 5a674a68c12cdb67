namespace Cicada.Users;

/// <summary>The tasks of a user or task set, and which of them comes next. Immutable and shared by all users of a type.</summary>
internal sealed class TaskList
{
    private readonly double[] _cumulative;
    private readonly int[] _sequence;
    private readonly (int[] Targets, double[] Cumulative)[] _transitions;

    public TaskList(TaskOrder order, IReadOnlyList<UserTask> tasks)
    {
        Order = order;
        Tasks = tasks;
        _cumulative = Cumulate(tasks.Select(task => task.Weight));
        _sequence = order == TaskOrder.Sequential
            ? [.. tasks.SelectMany((task, index) => Enumerable.Repeat(index, (int)task.Weight))]
            : [];
        _transitions = order == TaskOrder.Markov ? [.. tasks.Select(Follow)] : [];
    }

    public TaskOrder Order { get; }

    public IReadOnlyList<UserTask> Tasks { get; }

    /// <summary>The task that comes next, as an index into <see cref="Tasks"/>.</summary>
    /// <param name="position">Where the user stands; starts at −1 and is moved on.</param>
    /// <param name="random">The user's chance.</param>
    public int Next(ref int position, Random random)
    {
        switch (Order)
        {
            case TaskOrder.Sequential:
                position = (position + 1) % _sequence.Length;
                return _sequence[position];
            case TaskOrder.Markov:
                position = position < 0 ? 0 : _transitions[position].Targets[Draw(_transitions[position].Cumulative, random)];
                return position;
            default:
                return Tasks.Count == 1 ? 0 : Draw(_cumulative, random);
        }
    }

    private static double[] Cumulate(IEnumerable<double> weights)
    {
        var sum = 0.0;
        return [.. weights.Select(weight => sum += weight)];
    }

    private static int Draw(double[] cumulative, Random random)
    {
        var drawn = random.NextDouble() * cumulative[^1];
        for (var i = 0; i < cumulative.Length - 1; i++)
        {
            if (drawn < cumulative[i])
            {
                return i;
            }
        }

        return cumulative.Length - 1;
    }

    private (int[] Targets, double[] Cumulative) Follow(UserTask task) =>
        ([.. task.Transitions.Select(transition => Tasks.Select((candidate, index) => (candidate, index)).First(pair => pair.candidate.Name == transition.To).index)],
            Cumulate(task.Transitions.Select(transition => transition.Weight)));
}

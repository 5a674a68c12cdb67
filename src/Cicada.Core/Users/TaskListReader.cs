using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Cicada.Users;

/// <summary>Reads the tasks of a class from its attributes, once before a run, and says everything that is wrong with them.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2026:RequiresUnreferencedCode", Justification = "A user type is named by the test itself, and its members are found by attributes; a load test is not trimmed.")]
[UnconditionalSuppressMessage("Trimming", "IL2060:MakeGenericMethod", Justification = "As above.")]
[UnconditionalSuppressMessage("Trimming", "IL2067:UnrecognizedReflectionPattern", Justification = "As above.")]
[UnconditionalSuppressMessage("Trimming", "IL2070:UnrecognizedReflectionPattern", Justification = "As above.")]
[UnconditionalSuppressMessage("Trimming", "IL2075:UnrecognizedReflectionPattern", Justification = "As above.")]
[UnconditionalSuppressMessage("AOT", "IL3050:RequiresDynamicCode", Justification = "The generic method is instantiated over reference types only, which share their code.")]
internal sealed class TaskListReader(LabelFilter labels, bool equalWeights, List<string> problems)
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>The tasks of a user type or task set type.</summary>
    public TaskList Read(Type owner) => Read(owner, new HashSet<string>(), []);

    private TaskList Read(Type owner, IReadOnlySet<string> outerLabels, IReadOnlyList<Type> enclosing)
    {
        var order = typeof(SequentialTaskSet).IsAssignableFrom(owner) ? TaskOrder.Sequential
            : typeof(MarkovTaskSet).IsAssignableFrom(owner) ? TaskOrder.Markov
            : TaskOrder.Weighted;
        if (enclosing.Contains(owner))
        {
            problems.Add($"The task set '{owner.Name}' contains itself ({string.Join(" → ", enclosing.Append(owner).Select(type => type.Name))}); it would never come to a task. Break the circle.");
            return new TaskList(order, []);
        }

        var tasks = new List<UserTask>();
        foreach (var (member, weight) in Members(owner))
        {
            if (!(weight > 0) || !double.IsFinite(weight))
            {
                problems.Add($"The task '{owner.Name}.{member.Name}' has the weight '{weight}'; a weight is greater than 0. Give it one, or remove its [Task].");
                continue;
            }

            if (order == TaskOrder.Sequential && weight != Math.Floor(weight))
            {
                problems.Add($"The task '{owner.Name}.{member.Name}' has the weight '{weight}' in a sequence, where it says how many times the task runs; that is a whole number. Round it.");
                continue;
            }

            var task = member is MethodInfo method
                ? ReadMethod(owner, method, weight, outerLabels)
                : ReadTaskSet(owner, (Type)member, weight, outerLabels, [.. enclosing, owner]);
            if (task is not null)
            {
                tasks.Add(task);
            }
        }

        if (order == TaskOrder.Markov)
        {
            CheckTransitions(owner, tasks);
            if (problems.Count > 0)
            {
                // A chain with a missing link cannot be built; the plan is refused anyway.
                return new TaskList(TaskOrder.Weighted, tasks);
            }
        }

        return new TaskList(order, tasks);
    }

    private UserTask? ReadMethod(Type owner, MethodInfo method, double weight, IReadOnlySet<string> outerLabels)
    {
        if (method.IsStatic || method.IsGenericMethodDefinition || method.GetParameters().Length > 0
            || (method.ReturnType != typeof(void) && method.ReturnType != typeof(ValueTask) && !typeof(Task).IsAssignableFrom(method.ReturnType)))
        {
            problems.Add(
                $"The task '{owner.Name}.{method.Name}' cannot be called: a task is an instance method without parameters that returns Task, ValueTask or nothing. Change it, or remove its [Task].");
            return null;
        }

        if (method.ReturnType == typeof(void) && method.GetCustomAttribute<System.Runtime.CompilerServices.AsyncStateMachineAttribute>() is not null)
        {
            problems.Add($"The task '{owner.Name}.{method.Name}' is 'async void'; nobody could see when it ends or fails. Let it return Task.");
            return null;
        }

        var own = LabelsOf(method, outerLabels);
        return labels.Allows(own)
            ? new UserTask { Name = method.Name, Weight = equalWeights ? 1 : weight, Labels = own, Invoke = Compile(method), Transitions = TransitionsOf(method) }
            : null;
    }

    private UserTask? ReadTaskSet(Type owner, Type set, double weight, IReadOnlySet<string> outerLabels, IReadOnlyList<Type> enclosing)
    {
        if (!typeof(TaskSet).IsAssignableFrom(set) || set.IsAbstract || set.ContainsGenericParameters || set.GetConstructor(Type.EmptyTypes) is not { } constructor)
        {
            problems.Add(
                $"'{owner.Name}' names '{set.Name}' as a task; a class that is a task derives from TaskSet and has a public constructor without parameters. Change it, or remove its [Task].");
            return null;
        }

        var own = LabelsOf(set, outerLabels);
        var nested = Read(set, own, enclosing);
        if (nested.Tasks.Count == 0)
        {
            if (problems.Count == 0 && labels.IsEmpty)
            {
                problems.Add($"The task set '{set.Name}' has no tasks; a user that enters it could never do anything. Mark a method with [Task].");
            }

            return null;
        }

        var invoker = ConstructorInvoker.Create(constructor);
        return new UserTask
        {
            Name = set.Name,
            Weight = equalWeights ? 1 : weight,
            Labels = own,
            Nested = nested,
            CreateTaskSet = () => (TaskSet)invoker.Invoke(),
            Transitions = TransitionsOf(set),
        };
    }

    private void CheckTransitions(Type owner, List<UserTask> tasks)
    {
        if (!labels.IsEmpty && tasks.Count > 0)
        {
            problems.Add($"The task set '{owner.Name}' is a Markov chain; leaving tasks out by label would break it. Run without labels, or move its tasks elsewhere.");
        }

        foreach (var task in tasks)
        {
            if (task.Transitions.Count == 0)
            {
                problems.Add($"The task '{owner.Name}.{task.Name}' says not what follows it; in a Markov chain each task has at least one [Transition]. Add one, to itself if it is the last.");
            }

            foreach (var (to, weight) in task.Transitions)
            {
                if (!tasks.Exists(candidate => candidate.Name == to))
                {
                    problems.Add(
                        $"The task '{owner.Name}.{task.Name}' is followed by '{to}', which is no task of '{owner.Name}'; its tasks are {string.Join(", ", tasks.Select(candidate => $"'{candidate.Name}'"))}. Correct the name.");
                }

                if (!(weight > 0) || !double.IsFinite(weight))
                {
                    problems.Add($"The transition from '{owner.Name}.{task.Name}' to '{to}' has the weight '{weight}'; a weight is greater than 0. Give it one, or remove it.");
                }
            }
        }
    }

    /// <summary>Tasks in the order in which they are written, those of a base class first.</summary>
    private static List<(MemberInfo Member, double Weight)> Members(Type owner)
    {
        var chain = new Stack<Type>();
        for (var type = owner; type is not null && type != typeof(object); type = type.BaseType)
        {
            chain.Push(type);
        }

        var found = new List<(MemberInfo Member, double Weight)>();
        foreach (var type in chain)
        {
            var declared = new List<(MemberInfo Member, double Weight, int Line)>();
            foreach (var method in type.GetMethods(Declared))
            {
                if (method.GetCustomAttribute<TaskAttribute>() is { } attribute)
                {
                    declared.Add((method, attribute.Weight, attribute.Line));
                }

                // An override replaces what it overrides, with its own attribute or without one.
                found.RemoveAll(other => other.Member is MethodInfo known && method != known && method.GetBaseDefinition() == known.GetBaseDefinition());
            }

            foreach (var nested in type.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic))
            {
                if (nested.GetCustomAttribute<TaskAttribute>() is { } attribute)
                {
                    declared.Add((nested, attribute.Weight, attribute.Line));
                }
            }

            foreach (var attribute in type.GetCustomAttributes<TaskSetAttribute>(inherit: false))
            {
                declared.Add((attribute.Type, attribute.Weight, attribute.Line));
            }

            found.AddRange(declared.OrderBy(entry => entry.Line).Select(entry => (entry.Member, entry.Weight)));
        }

        return found;
    }

    private static HashSet<string> LabelsOf(MemberInfo member, IReadOnlySet<string> outer) =>
        [.. outer, .. member.GetCustomAttributes<LabelAttribute>().SelectMany(attribute => attribute.Labels)];

    private static (string To, double Weight)[] TransitionsOf(MemberInfo member) =>
        [.. member.GetCustomAttributes<TransitionAttribute>().Select(attribute => (attribute.To, attribute.Weight))];

    private static Func<TaskOwner, ValueTask> Compile(MethodInfo method) =>
        typeof(TaskListReader).GetMethod(nameof(Bind), BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(method.DeclaringType!)
            .CreateDelegate<Func<MethodInfo, Func<TaskOwner, ValueTask>>>()(method);

    private static Func<TaskOwner, ValueTask> Bind<TOwner>(MethodInfo method)
        where TOwner : TaskOwner
    {
        if (method.ReturnType == typeof(void))
        {
            var act = method.CreateDelegate<Action<TOwner>>();
            return owner =>
            {
                act((TOwner)owner);
                return default;
            };
        }

        if (method.ReturnType == typeof(ValueTask))
        {
            var call = method.CreateDelegate<Func<TOwner, ValueTask>>();
            return owner => call((TOwner)owner);
        }

        var start = method.CreateDelegate<Func<TOwner, Task>>();
        // One that returns null has nothing to be waited for.
        return owner => start((TOwner)owner) is { } running ? new ValueTask(running) : default;
    }
}

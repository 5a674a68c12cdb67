using System.Diagnostics.CodeAnalysis;
using Cicada.Users;

namespace Cicada;

/// <summary>
/// Tasks that belong together, as one task of a user or of another task set. Once drawn, its own tasks are drawn by
/// weight until it is left with <see cref="Leave"/>.
/// </summary>
public abstract class TaskSet : TaskOwner
{
    private User? _user;

    /// <summary>The user that runs this task set.</summary>
    public User User => _user ?? throw new InvalidOperationException(
        $"The task set '{GetType().Name}' was used before a user entered it; it has no user yet. Move this into OnStart.");

    /// <summary>What this task set is nested in: another task set, or the user.</summary>
    public TaskOwner Parent { get => field ?? User; private set; }

    internal override UserSession Session => User.Session;

    /// <summary>Ends the current task and leaves this task set.</summary>
    /// <param name="waitFirst">Whether the wait time passes before the parent's next task; otherwise that starts at once.</param>
    [DoesNotReturn]
    public void Leave(bool waitFirst = false) =>
        throw new FlowException(waitFirst ? Flow.LeaveTaskSet : Flow.LeaveTaskSetImmediately);

    internal void Attach(User user, TaskOwner parent)
    {
        _user = user;
        Parent = parent;
    }
}

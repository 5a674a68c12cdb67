using System.Diagnostics.CodeAnalysis;
using Cicada.Users;

namespace Cicada;

/// <summary>What users and task sets share: tasks, hooks around them, a wait time, and words for the flow of control.</summary>
public abstract class TaskOwner
{
    private protected TaskOwner()
    {
    }

    /// <summary>
    /// The pause between tasks. Asked for once when the user (or task set) starts. A user's default is no pause; a task
    /// set's default is the wait time of what it is nested in.
    /// </summary>
    public virtual WaitTime? WaitTime => null;

    /// <summary>
    /// Cancelled when the user has to give up what it is doing: at the end of the stop timeout, not when stopping begins. Pass it to
    /// everything that can wait long.
    /// </summary>
    public CancellationToken Cancellation => Session.Cancellation;

    /// <summary>The user's own source of chance, seeded from the run's seed and the user's number, so that a strange run can be repeated.</summary>
    public Random Random => Session.Random;

    /// <summary>The run the user belongs to: its options, its state, and ways to change it.</summary>
    public Run Run => Session.Run;

    /// <summary>Writes points of your own into whatever the run is recorded in: <c>Points.Write("baskets", tags: [("shop", "eu")], fields: [("items", 3)])</c>.</summary>
    public OwnPoints Points => Session.Run.Points;

    /// <summary>Metrics of your own, counted up each second: <c>Metrics.Counter("orders").Add()</c>.</summary>
    public OwnMetrics Metrics => Session.Run.Metrics;

    internal abstract UserSession Session { get; }

    /// <summary>Called once before the first task. What it throws is a user error, and the user goes on with its tasks.</summary>
    public virtual Task OnStart() => Task.CompletedTask;

    /// <summary>Called once after the last task, also when the user is stopped. Requests are still allowed, for at most a second after the stop timeout.</summary>
    public virtual Task OnStop() => Task.CompletedTask;

    /// <summary>
    /// Measures anything: time runs from here until the call is disposed, and it is recorded like a request.
    /// <c>using var call = Measure("grpc", "Say");</c> When an exception leaves the block, the call has failed with it.
    /// </summary>
    /// <param name="requestType">The protocol or kind, a word from a small set.</param>
    /// <param name="name">The name it is grouped under; not one with ids in it.</param>
    public Call Measure(string requestType, string name)
    {
        ArgumentNullException.ThrowIfNull(requestType);
        ArgumentNullException.ThrowIfNull(name);
        return requestType != Cicada.Transaction.Word
            ? new Call(Session, requestType, name)
            : throw new ArgumentException($"The type of a measured call is '{requestType}', which groups of requests have. Use Transaction(\"{name}\"), or another type.", nameof(requestType));
    }

    /// <summary>
    /// Begins a transaction: a group of requests with a name and a time of its own, which ends when it is disposed. <c>using var checkout = Transaction("checkout");</c> All requests made
    /// from here on, also those at once, belong to it until then; it has failed when one of them failed or an exception left the block. May be nested.
    /// </summary>
    /// <param name="name">The name it is shown under; not one with ids in it.</param>
    public Transaction Transaction(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new Transaction(Session, name);
    }

    /// <summary>The same around a block: <c>await Transaction("checkout", async () => { … });</c></summary>
    /// <param name="name">The name it is shown under; not one with ids in it.</param>
    /// <param name="requests">The requests, and whatever else belongs to it; its time is the transaction's.</param>
    public async Task Transaction(string name, Func<Task> requests)
    {
        ArgumentNullException.ThrowIfNull(requests);
        using var transaction = Transaction(name);
        try
        {
            await requests();
        }
        catch (Exception exception)
        {
            transaction.Leave(exception);
            throw;
        }
    }

    /// <summary>The same around a block that returns something: <c>var order = await Transaction("checkout", async () => { … return order; });</c></summary>
    /// <typeparam name="T">What it returns.</typeparam>
    /// <param name="name">The name it is shown under; not one with ids in it.</param>
    /// <param name="requests">The requests, and whatever else belongs to it; its time is the transaction's.</param>
    public async Task<T> Transaction<T>(string name, Func<Task<T>> requests)
    {
        ArgumentNullException.ThrowIfNull(requests);
        using var transaction = Transaction(name);
        try
        {
            return await requests();
        }
        catch (Exception exception)
        {
            transaction.Leave(exception);
            throw;
        }
    }

    /// <summary>
    /// Counts whether something is as it should be, under a name: <c>Check("cart is not empty", cart.Count > 0)</c>. How often it was is told in the summary and recorded each second; no request fails
    /// for it. For what an answer says there is <see cref="Response.Check(string, bool, bool)"/>.
    /// </summary>
    /// <param name="name">What is checked, in a few words, the same each time.</param>
    /// <param name="holds">Whether it is so.</param>
    /// <returns><paramref name="holds"/>.</returns>
    public bool Check(string name, bool holds) => Session.Run.Checks.Count(name, holds);

    /// <summary>Ends this user: its task ends here, its <see cref="OnStop"/> is called, and no other user takes its place.</summary>
    [DoesNotReturn]
    public void StopUser() => throw new FlowException(Flow.StopUser);

    /// <summary>Ends the current task and starts the next one after the wait time.</summary>
    [DoesNotReturn]
    public void Reschedule() => throw new FlowException(Flow.Reschedule);

    /// <summary>Ends the current task and starts the next one at once.</summary>
    [DoesNotReturn]
    public void RescheduleImmediately() => throw new FlowException(Flow.RescheduleImmediately);

    /// <summary>Ends the current task and the whole run, in order, as if its run time were over.</summary>
    [DoesNotReturn]
    public void StopRun() => throw new FlowException(Flow.StopRun);
}

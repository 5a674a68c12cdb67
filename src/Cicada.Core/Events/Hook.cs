using Cicada.Events;

namespace Cicada;

/// <summary>A place to listen. Handlers are called in the order in which they were added; what they throw never harms the run.</summary>
/// <typeparam name="TEvent">What a handler is told.</typeparam>
public sealed class Hook<TEvent>
{
    private readonly HandlerFaults _faults;
    private readonly string _name;
    private readonly bool _reverse;
    private readonly Lock _gate = new();
    private Func<TEvent, Task>[] _handlers = [];

    internal Hook(string name, HandlerFaults faults, bool reverse = false)
    {
        _name = name;
        _faults = faults;
        _reverse = reverse;
    }

    internal bool IsEmpty => _handlers.Length == 0;

    /// <summary>Adds a handler.</summary>
    /// <param name="handler">Called with each event. An exception from it is logged and makes the exit code 2.</param>
    public void Add(Action<TEvent> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Add(e =>
        {
            handler(e);
            return Task.CompletedTask;
        });
    }

    /// <summary>Adds an asynchronous handler.</summary>
    /// <param name="handler">
    /// Called with each event. Where the run can wait for it, it does; handlers of <c>Request</c> and of other events inside a user's path go on
    /// beside the user, and the run waits for them at its end. An exception from it is logged and makes the exit code 2.
    /// </param>
    public void Add(Func<TEvent, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        lock (_gate)
        {
            _handlers = _reverse ? [handler, .. _handlers] : [.. _handlers, handler];
        }
    }

    /// <summary>Calls every handler and waits for each.</summary>
    internal async Task RaiseAsync(TEvent e)
    {
        foreach (var handler in _handlers)
        {
            try
            {
                await handler(e);
            }
            catch (Exception exception)
            {
                _faults.Add(_name, exception);
            }
        }
    }

    /// <summary>Calls every handler without waiting for the asynchronous ones; they are awaited at the end of the run.</summary>
    internal void Raise(TEvent e)
    {
        foreach (var handler in _handlers)
        {
            try
            {
                var task = handler(e);
                if (!task.IsCompletedSuccessfully)
                {
                    _faults.Follow(_name, task);
                }
            }
            catch (Exception exception)
            {
                _faults.Add(_name, exception);
            }
        }
    }
}

using Cicada.Influx.Selection;
using Microsoft.Extensions.Logging;

namespace Cicada.InfluxApi;

/// <summary>Queries that were asked for with <c>async=true</c>: nobody waits for their answers. They end with their owner.</summary>
internal sealed class BackgroundQueries(ILogger logger) : IAsyncDisposable
{
    private const int Most = 16;

    private readonly Lock _gate = new();
    private readonly HashSet<Task> _running = [];
    private readonly CancellationTokenSource _stop = new();
    private bool _isDisposed;

    /// <summary>Ends them.</summary>
    public CancellationToken Cancellation => _stop.Token;

    /// <summary>Starts one.</summary>
    /// <returns>False where there are too many.</returns>
    public bool TryStart(IEnumerable<StatementResult> results)
    {
        lock (_gate)
        {
            if (_isDisposed || _running.Count >= Most)
            {
                return false;
            }

            var task = new Task(() => Run(results), TaskCreationOptions.LongRunning);
            _running.Add(task);
            task.ContinueWith(Remove, TaskScheduler.Default);
            task.Start(TaskScheduler.Default);
            return true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task[] running;
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            running = [.. _running];
        }

        await _stop.CancelAsync();
        await Task.WhenAll(running);
        _stop.Dispose();
    }

    private void Run(IEnumerable<StatementResult> results)
    {
        try
        {
            foreach (var rows in results.SelectMany(result => result.Rows))
            {
                _ = rows;
            }
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            // The server ends.
        }
        catch (Exception exception)
        {
            logger.BackgroundQueryFailed(exception.Message);
        }
    }

    private void Remove(Task task)
    {
        lock (_gate)
        {
            _running.Remove(task);
        }
    }
}

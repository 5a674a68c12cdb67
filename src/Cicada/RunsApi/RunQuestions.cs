using System.Globalization;
using Cicada.Storage;
using Microsoft.AspNetCore.Http;

namespace Cicada.RunsApi;

/// <summary>
/// Puts questions to the store and changes what it says about runs: a few at a time, on threads beside those that answer requests, and each for a limited time.
/// </summary>
/// <param name="path">The store's file.</param>
/// <param name="open">Opens what is in the store now; a question ends where its token says so.</param>
/// <param name="options">How many, and for how long.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class RunQuestions(string path, Func<StoreAccess, CancellationToken, RunHistory> open, RunsApiOptions options, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _turns = new(options.QuestionsAtOnce);
    private readonly SemaphoreSlim _exports = new(options.ExportsAtOnce);
    private int _waiting;

    public string StorePath => path;

    /// <summary>Asks about the store.</summary>
    /// <param name="question">The question; it is told when nobody waits for the answer any more.</param>
    /// <param name="gone">Who asks has gone.</param>
    /// <exception cref="RefusedRequestException">Too many ask, it took too long, or the question makes no sense.</exception>
    public Task<T> AskAsync<T>(Func<RunHistory, CancellationToken, T> question, CancellationToken gone) => TakeTurnAsync(StoreAccess.Read, question, gone);

    /// <summary>Asks about one run.</summary>
    /// <param name="run">Its id, the beginning of one, or <c>latest</c>.</param>
    /// <param name="question">The question, with the run's id.</param>
    /// <param name="gone">Who asks has gone.</param>
    public Task<T> AskAsync<T>(string run, Func<RunHistory, string, T> question, CancellationToken gone) =>
        AskAsync((history, _) => question(history, Find(history, run)), gone);

    /// <summary>Changes what the store says about runs.</summary>
    public Task<T> ChangeAsync<T>(Func<RunHistory, T> change, CancellationToken gone) => TakeTurnAsync(StoreAccess.Change, (history, _) => change(history), gone);

    /// <summary>Sends a run piece by piece, as long as whoever asked goes on taking it.</summary>
    public Task<T> ExportAsync<T>(string run, Func<RunHistory, string, T> export, CancellationToken gone) =>
        SendAsync(history => export(history, Find(history, run)), gone);

    /// <summary>Sends an answer of any length piece by piece, as long as whoever asked goes on taking it.</summary>
    public async Task<T> SendAsync<T>(Func<RunHistory, T> send, CancellationToken gone)
    {
        if (!_exports.Wait(0, CancellationToken.None))
        {
            throw new RefusedRequestException(StatusCodes.Status503ServiceUnavailable, $"{options.ExportsAtOnce} long answers are being sent already. Try again when one is done.");
        }

        try
        {
            return await Task.Run(() => Work(StoreAccess.Read, (history, _) => send(history), gone), gone);
        }
        catch (StoreException exception)
        {
            throw Refusal(exception);
        }
        finally
        {
            _exports.Release();
        }
    }

    /// <summary>The id of a run.</summary>
    /// <exception cref="RefusedRequestException">There is no such run, or several begin like this.</exception>
    public static string Find(RunHistory history, string run)
    {
        try
        {
            return history.Find(run);
        }
        catch (StoreException exception) when (exception.InnerException is null)
        {
            throw new RefusedRequestException(StatusCodes.Status404NotFound, exception.Message);
        }
    }

    public void Dispose()
    {
        _turns.Dispose();
        _exports.Dispose();
    }

    // Without a cause below, the question made no sense to the store; with one, the store is in trouble.
    private static RefusedRequestException Refusal(StoreException exception) =>
        new(exception.InnerException is null ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status503ServiceUnavailable, exception.Message);

    private async Task<T> TakeTurnAsync<T>(StoreAccess access, Func<RunHistory, CancellationToken, T> work, CancellationToken gone)
    {
        using var late = new CancellationTokenSource(options.LongestQuestion, clock);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(gone, late.Token);
        try
        {
            await EnterAsync(ended.Token);
            try
            {
                return await Task.Run(() => Work(access, work, ended.Token), ended.Token);
            }
            finally
            {
                _turns.Release();
            }
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !gone.IsCancellationRequested)
        {
            throw new RefusedRequestException(
                StatusCodes.Status503ServiceUnavailable,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The answer was not there after {options.LongestQuestion.TotalSeconds} s, the longest a question may take. Ask about a shorter part of the run, or try again when there is less to do."));
        }
        catch (StoreException exception)
        {
            throw Refusal(exception);
        }
        catch (ObjectDisposedException)
        {
            throw new RefusedRequestException(StatusCodes.Status503ServiceUnavailable, "The store is being closed: the program ends.");
        }
    }

    private T Work<T>(StoreAccess access, Func<RunHistory, CancellationToken, T> work, CancellationToken ended)
    {
        using var history = open(access, ended);
        return work(history, ended);
    }

    private async Task EnterAsync(CancellationToken ended)
    {
        if (_turns.Wait(0, CancellationToken.None))
        {
            return;
        }

        if (Interlocked.Increment(ref _waiting) > options.MostWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            throw new RefusedRequestException(StatusCodes.Status503ServiceUnavailable, "Too many questions wait for their answers already. Try again in a moment.");
        }

        try
        {
            await _turns.WaitAsync(ended);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}

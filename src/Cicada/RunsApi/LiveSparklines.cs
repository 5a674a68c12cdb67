using Cicada.Storage.Queries;

namespace Cicada.RunsApi;

/// <summary>The sparklines of a run that is on: read from the store now and then, whoever asks and how often.</summary>
internal sealed class LiveSparklines(RunQuestions questions, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private (string Run, int Buckets, long At, Task<RequestSparklines> Read)? _last;

    public Task<RequestSparklines> ReadAsync(string run, int buckets, CancellationToken gone)
    {
        if (buckets == 0)
        {
            return Task.FromResult(RequestSparklines.None);
        }

        lock (_gate)
        {
            if (_last is not { } last || last.Run != run || last.Buckets != buckets || last.Read.IsFaulted || clock.GetElapsedTime(last.At) >= Kept)
            {
                // Others wait for it too, so it goes on where the first who asked has gone.
                var read = questions.AskAsync(run, (history, id) => history.Query(id).Sparklines(Math.Max(2, buckets)), CancellationToken.None);
                _last = last = (run, buckets, clock.GetTimestamp(), read);
            }

            return last.Read.WaitAsync(gone);
        }
    }
}

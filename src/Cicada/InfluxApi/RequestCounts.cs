namespace Cicada.InfluxApi;

/// <summary>How many requests there were, for whoever watches the server.</summary>
internal sealed class RequestCounts
{
    private long _requests;
    private long _queries;
    private long _writes;
    private long _clientErrors;
    private long _serverErrors;
    private long _unauthorized;

    public long Requests => Interlocked.Read(ref _requests);

    public long Queries => Interlocked.Read(ref _queries);

    public long Writes => Interlocked.Read(ref _writes);

    public long ClientErrors => Interlocked.Read(ref _clientErrors);

    public long ServerErrors => Interlocked.Read(ref _serverErrors);

    public long Unauthorized => Interlocked.Read(ref _unauthorized);

    public void CountRequest() => Interlocked.Increment(ref _requests);

    public void CountQuery() => Interlocked.Increment(ref _queries);

    public void CountWrite() => Interlocked.Increment(ref _writes);

    /// <summary>Counts what became of a request.</summary>
    public void CountStatus(int status)
    {
        switch (status)
        {
            case 401:
                Interlocked.Increment(ref _unauthorized);
                Interlocked.Increment(ref _clientErrors);
                break;
            case >= 400 and < 500:
                Interlocked.Increment(ref _clientErrors);
                break;
            case >= 500:
                Interlocked.Increment(ref _serverErrors);
                break;
        }
    }
}

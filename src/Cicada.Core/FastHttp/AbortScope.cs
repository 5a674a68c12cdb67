namespace Cicada.FastHttp;

/// <summary>The requests that a token of the run gives up: the user's own until it is stopped, then those of its OnStop. Asked for once, not for each request.</summary>
internal sealed class AbortScope : IDisposable
{
    private readonly CancellationTokenRegistration _registration;

    public AbortScope(Action<AbortScope> abort, CancellationToken token)
    {
        Token = token;
        _registration = token.UnsafeRegister(_ => abort(this), null);
    }

    public CancellationToken Token { get; }

    // Without waiting for one that is going on: it may wait for us.
    public void Dispose() => _registration.Unregister();
}

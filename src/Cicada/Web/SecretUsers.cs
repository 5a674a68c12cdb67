using System.Net;

namespace Cicada.Web;

/// <summary>Those who know what <c>--web-auth</c> says. They may do everything.</summary>
internal sealed class SecretUsers(WebSecret secret, TimeProvider clock) : IWebUsers, IDisposable
{
    private readonly CheckQueues _queues = new(clock);
    private readonly WebCaller _caller = new(secret.Name ?? "token", true, true);

    public bool AreAsked => true;

    // What is right waits in the queue of its address too: answered at once, it would tell whoever guesses and does not wait for the answer.
    public async Task<WebLogin> CheckAsync(string name, string password, IPAddress? address, CancellationToken gone)
    {
        if (_queues.TryEnter(address) is not { } queue)
        {
            return WebLogin.TooMany;
        }

        try
        {
            await queue.WaitAsync(gone);
            try
            {
                if (secret.Is(name, password))
                {
                    return new(() => _caller);
                }

                queue.Fail();
                return WebLogin.Wrong;
            }
            finally
            {
                queue.Leave();
            }
        }
        finally
        {
            _queues.Leave(address, queue);
        }
    }

    public void Dispose() => _queues.Dispose();
}

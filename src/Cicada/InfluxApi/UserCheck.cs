using Cicada.Storage.InfluxQl;
using Microsoft.AspNetCore.Http;

namespace Cicada.InfluxApi;

/// <summary>Finds out who makes a request.</summary>
/// <remarks>
/// Passwords that are not known yet are checked a few at a time, in a bounded queue, and after many wrong ones each further wrong one takes a second: guessing is slow, and
/// does not keep those away whose password is known.
/// </remarks>
internal sealed class UserCheck : IDisposable
{
    private const int ChecksAtOnce = 2;
    private const int MostWaiting = 64;
    private const int FreeFailures = 10;
    private static readonly TimeSpan FailureWindow = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FailurePause = TimeSpan.FromSeconds(1);

    private readonly IInfluxStore _store;
    private readonly IPasswordHash _hash;
    private readonly TimeProvider _clock;
    private readonly bool _asks;
    private readonly KnownPasswords _known = new();
    private readonly SemaphoreSlim _checks = new(ChecksAtOnce);
    private readonly Lock _gate = new();
    private readonly Queue<long> _failures = [];

    // What an unknown user's password is checked against, so that it takes as long as that of a known one.
    private readonly Lazy<string> _nobody;
    private int _waiting;

    public UserCheck(IInfluxStore store, IPasswordHash hash, TimeProvider clock, bool asks)
    {
        (_store, _hash, _clock, _asks) = (store, hash, clock, asks);
        _nobody = new(() => hash.Of(Guid.NewGuid().ToString()));
    }

    /// <summary>Who makes a request; anybody, where it does not matter or as long as there is no user who may do everything.</summary>
    public async ValueTask<Caller> CheckAsync(HttpContext context)
    {
        if (!_asks || !_store.HasAdmin)
        {
            return default;
        }

        if (Credentials.Of(context.Request) is not { } credentials)
        {
            return new(null, "unable to parse authentication credentials");
        }

        if (credentials.IsForeignToken)
        {
            return new(null, "bearer auth disabld");
        }

        if (credentials.Name.Length == 0)
        {
            return new(null, "username required");
        }

        var user = _store.FindUser(credentials.Name);
        return user is not null && _known.Has(user, credentials.Password) ? new(user) : await CheckUnknownAsync(user, credentials.Password, context.RequestAborted);
    }

    public void Dispose() => _checks.Dispose();

    private async Task<Caller> CheckUnknownAsync(InfluxUser? user, string password, CancellationToken gone)
    {
        if (Interlocked.Increment(ref _waiting) > MostWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            return new(null, "too many passwords are being checked; try again in a second", StatusCodes.Status503ServiceUnavailable);
        }

        try
        {
            await _checks.WaitAsync(gone);
            try
            {
                // Hashing is a computation of many milliseconds, off the path of other requests.
                if (await Task.Run(() => _hash.Verify(user?.PasswordHash ?? _nobody.Value, password), gone) && user is not null)
                {
                    _known.Add(user, password);
                    return new(user);
                }

                if (IsOneTooMany())
                {
                    await Task.Delay(FailurePause, _clock, gone);
                }

                return new(null, "authorization failed");
            }
            finally
            {
                _checks.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private bool IsOneTooMany()
    {
        lock (_gate)
        {
            _failures.Enqueue(_clock.GetTimestamp());
            if (_failures.Count <= FreeFailures)
            {
                return false;
            }

            return _clock.GetElapsedTime(_failures.Dequeue()) < FailureWindow;
        }
    }
}

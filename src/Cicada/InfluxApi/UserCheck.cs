using System.Net;
using Cicada.Influx.Queries;
using Cicada.Storage;
using Cicada.Storage.InfluxQl;
using Cicada.Web;
using Microsoft.AspNetCore.Http;

namespace Cicada.InfluxApi;

/// <summary>Finds out who makes a request.</summary>
/// <remarks>
/// A password that is not known yet is checked in its turn: in the queue of the address it comes from, where guessing is slow, and a few at a time, since hashing takes
/// processors from everybody. Nobody rests while it takes part in the latter.
/// </remarks>
internal sealed class UserCheck : IWebUsers, IDisposable
{
    private const int ChecksAtOnce = 2;

    private readonly IInfluxStore _store;
    private readonly IPasswordHash _hash;
    private readonly bool _asks;
    private readonly KnownPasswords _known = new();
    private readonly SemaphoreSlim _checks = new(ChecksAtOnce);
    private readonly CheckQueues _queues;

    // What an unknown user's password is checked against, so that it takes as long as that of a known one.
    private readonly Lazy<string> _nobody;

    public UserCheck(IInfluxStore store, IPasswordHash hash, TimeProvider clock, bool asks)
    {
        (_store, _hash, _asks, _queues) = (store, hash, asks, new CheckQueues(clock));
        _nobody = new(() => hash.Of(Guid.NewGuid().ToString()));
    }

    /// <summary>Whether users are asked for.</summary>
    public bool Asks => _asks;

    /// <summary>Whether it matters who asks: as long as there is no user who may do everything, it does not.</summary>
    public bool AreAsked => _asks && _store.HasAdmin;

    /// <summary>Who makes a request; anybody, where it does not matter or as long as there is no user who may do everything.</summary>
    public async ValueTask<Caller> CheckAsync(HttpContext context)
    {
        if (!AreAsked)
        {
            return default;
        }

        // The door knows browsers that have logged in, and commands of this process's user.
        if (WebCaller.Of(context) is { } caller && (caller.User is not null || caller.MayChange))
        {
            return new(caller.User);
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

        return await CheckAsync(credentials, context.Connection.RemoteIpAddress, context.RequestAborted);
    }

    /// <summary>Logs a user in to pages.</summary>
    public async Task<WebLogin> CheckAsync(string name, string password, IPAddress? address, CancellationToken gone)
    {
        // A token, if it is any, is a name and a password in one.
        var credentials = name.Length == 0 && password.Split(':', 2) is [var first, var rest] ? new Credentials(first, rest) : new(name, password);
        var caller = await CheckAsync(credentials, address, gone);
        return caller.Status == StatusCodes.Status503ServiceUnavailable ? WebLogin.TooMany
            : caller.User is { } user ? new(() => Still(user))
            : WebLogin.Wrong;
    }

    public void Dispose()
    {
        _queues.Dispose();
        _checks.Dispose();
    }

    private async Task<Caller> CheckAsync(Credentials credentials, IPAddress? address, CancellationToken gone) =>
        Known(credentials) ?? await CheckUnknownAsync(credentials, address, gone);

    // With another password, somebody else may be behind the name.
    private WebCaller? Still(InfluxUser user) => _store.FindUser(user.Name) is { } now && now.PasswordHash == user.PasswordHash
        ? new WebCaller(now.Name, May(now, QueryPrivilege.Read), May(now, QueryPrivilege.Write)) { User = now }
        : null;

    private static bool May(InfluxUser user, QueryPrivilege privilege) =>
        user.IsAdmin || (user.Privileges.TryGetValue(Store.RunsDatabase, out var has) && (has == QueryPrivilege.All || has == privilege));

    private Caller? Known(Credentials credentials) =>
        _store.FindUser(credentials.Name) is { } user && _known.Has(user, credentials.Password) ? new Caller(user) : null;

    private async Task<Caller> CheckUnknownAsync(Credentials credentials, IPAddress? address, CancellationToken gone)
    {
        if (_queues.TryEnter(address) is not { } queue)
        {
            return new(null, "too many passwords are being checked; try again in a second", StatusCodes.Status503ServiceUnavailable);
        }

        try
        {
            await queue.WaitAsync(gone);
            try
            {
                // Somebody before may have shown the same.
                return Known(credentials) ?? await CheckAsync(credentials, queue, gone);
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

    private async Task<Caller> CheckAsync(Credentials credentials, CheckQueue queue, CancellationToken gone)
    {
        var user = _store.FindUser(credentials.Name);
        if (await IsRightAsync(user?.PasswordHash ?? _nobody.Value, credentials.Password, gone) && user is not null)
        {
            _known.Add(user, credentials.Password);
            return new(user);
        }

        queue.Fail();
        return new(null, "authorization failed");
    }

    private async Task<bool> IsRightAsync(string hash, string password, CancellationToken gone)
    {
        await _checks.WaitAsync(gone);
        try
        {
            // A computation of many milliseconds, off the path of other requests. Once begun it counts, whether or not somebody still waits for it.
            return await Task.Run(() => _hash.Verify(hash, password), CancellationToken.None);
        }
        finally
        {
            _checks.Release();
        }
    }
}

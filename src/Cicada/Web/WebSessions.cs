using System.Security.Cryptography;
using System.Text;

namespace Cicada.Web;

/// <summary>Browsers that are logged in. Each shows a random number, of which only a digest is kept here. Safe to use from several threads.</summary>
internal sealed class WebSessions(TimeProvider clock)
{
    /// <summary>How long one lasts.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>How long one lasts that nobody uses.</summary>
    public static readonly TimeSpan LongestIdle = TimeSpan.FromHours(12);

    /// <summary>How many there are at a time; the one that was not used for the longest time goes first.</summary>
    public const int Most = 1000;

    private const int Bytes = 32;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Session> _sessions = new(StringComparer.Ordinal);

    /// <summary>Begins one.</summary>
    /// <param name="caller">Says who it is, as long as that one may come in.</param>
    /// <returns>What the browser is to show.</returns>
    public string Begin(Func<WebCaller?> caller)
    {
        var shown = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            if (_sessions.Count >= Most)
            {
                _sessions.Remove(_sessions.MinBy(pair => pair.Value.Used).Key);
            }

            _sessions.Add(DigestOf(shown), new(caller, now) { Used = now });
        }

        return shown;
    }

    /// <summary>Who shows this; null where it is none of ours, or has expired.</summary>
    public WebCaller? Find(string shown)
    {
        var key = DigestOf(shown);
        var now = clock.GetUtcNow();
        Func<WebCaller?> caller;
        lock (_gate)
        {
            if (!_sessions.TryGetValue(key, out var session))
            {
                return null;
            }

            if (now - session.Began >= Longest || now - session.Used >= LongestIdle)
            {
                _sessions.Remove(key);
                return null;
            }

            session.Used = now;
            caller = session.Caller;
        }

        return caller();
    }

    /// <summary>Ends one.</summary>
    public void End(string shown)
    {
        lock (_gate)
        {
            _sessions.Remove(DigestOf(shown));
        }
    }

    private static string DigestOf(string shown) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(shown)));

    private sealed class Session(Func<WebCaller?> caller, DateTimeOffset began)
    {
        public Func<WebCaller?> Caller => caller;

        public DateTimeOffset Began => began;

        public required DateTimeOffset Used { get; set; }
    }
}

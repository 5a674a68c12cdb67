using Cicada.Http;
using Cicada.Metrics;
using Cicada.Users;

namespace Cicada.FastHttp;

/// <summary>
/// The requests of one user that are on their way, and his connections that wait: what other threads reach into when the run ends, a token of the test is cancelled or a
/// request takes too long. All of it is under one lock, and nothing else of a <see cref="FastTransport"/> is.
/// </summary>
internal sealed class FastExchanges(UserSession session, HttpOptions options) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<FastConnection> _idle = [];
    private readonly CancellationTokenSource _released = new();
    private HttpConnector? _connector;
    private FastExchange? _spare;
    private FastExchange? _onTheirWay;
    private AbortScope? _aborting;
    private ITimer? _timer;
    private bool _isTimed;

    /// <summary>Whether the user has ended.</summary>
    public bool AreReleased { get; private set; }

    private RunClock Clock => session.RunClock;

    /// <summary>Puts a request on its way, with a connection where one waits.</summary>
    public FastExchange Begin(Response response, HttpMethod method, Target target, HttpContent? content, List<KeyValuePair<string, string>>? said, out FastConnection? connection)
    {
        var aborting = session.RequestAbort;
        lock (_gate)
        {
            var exchange = _spare ?? new FastExchange();
            _spare = null;
            if (_aborting?.Token != aborting)
            {
                // OnStop has another one.
                _aborting = new AbortScope(Abort, aborting);
            }

            exchange.Begin(response, method, target, content, said, _aborting);
            exchange.Next = _onTheirWay;
            _onTheirWay?.Previous = exchange;
            _onTheirWay = exchange;
            if (AreReleased || aborting.IsCancellationRequested)
            {
                exchange.Cut(CutOff.Run);
            }

            if (options.Timeout != Timeout.InfiniteTimeSpan)
            {
                exchange.Deadline = Clock.GetTimestamp() + (long)(options.Timeout.Ticks * (Clock.Provider.TimestampFrequency / (double)TimeSpan.TicksPerSecond));
                if (!_isTimed)
                {
                    // Once, not for each request: when it is due there are mostly others on their way, whose time is over later.
                    _isTimed = true;
                    _timer ??= Clock.Provider.CreateTimer(static exchanges => ((FastExchanges)exchanges!).CutLate(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                    _timer.Change(options.Timeout, Timeout.InfiniteTimeSpan);
                }
            }

            connection = exchange.CutOff == CutOff.None ? TakeIdle(exchange) : null;
            return exchange;
        }
    }

    /// <summary>Takes one that waits, if there is one for where the request goes.</summary>
    /// <exception cref="OperationCanceledException">The request has been cut off.</exception>
    public bool TryTakeIdle(FastExchange exchange)
    {
        lock (_gate)
        {
            return TakeIdle(exchange) is not null;
        }
    }

    /// <summary>Makes a connection for a request, which goes on with it.</summary>
    /// <exception cref="OperationCanceledException">The request has been cut off.</exception>
    /// <exception cref="ConnectFailedException">There is none to be had.</exception>
    public async ValueTask ConnectAsync(FastExchange exchange)
    {
        CancellationToken giving;
        lock (_gate)
        {
            giving = exchange.Giving();
            _connector ??= new HttpConnector(options, Clock, session.Run.Connections, session.Run.Loops, session.Run.Loops?.ConductOf(session.Type.Name), _released.Token);
        }

        var origin = exchange.Target.Origin;
        var connection = new FastConnection(origin, await _connector.ConnectAsync(origin.Host, origin.Port, origin.IsSecure, exchange.Response, giving));
        lock (_gate)
        {
            exchange.Take(connection);
        }
    }

    /// <summary>What gives up a body that is being sent.</summary>
    public CancellationToken Giving(FastExchange exchange)
    {
        lock (_gate)
        {
            return exchange.Giving();
        }
    }

    /// <summary>Leaves the connection, for others or for good, and starts anew.</summary>
    public void Part(FastExchange exchange)
    {
        FastConnection? left;
        lock (_gate)
        {
            PutBackOpen(exchange);
            left = exchange.Connection;
            exchange.StartAnew();
        }

        left?.Dispose();
    }

    /// <summary>The request has come to its end.</summary>
    public void End(FastExchange exchange)
    {
        FastConnection? left;
        lock (_gate)
        {
            PutBackOpen(exchange);
            if (exchange.Previous is null)
            {
                _onTheirWay = exchange.Next;
            }
            else
            {
                exchange.Previous.Next = exchange.Next;
            }

            exchange.Next?.Previous = exchange.Previous;
            exchange.Next = exchange.Previous = null;
            left = exchange.Connection;
            exchange.End();
            _spare ??= exchange;
        }

        left?.Dispose();
    }

    /// <summary>Cuts a request off because a token of the test was cancelled.</summary>
    public void CutByTest(FastExchange exchange)
    {
        lock (_gate)
        {
            exchange.Cut(CutOff.Test);
        }
    }

    /// <summary>The user has ended: all that is on its way is cut off, and every connection closed.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (AreReleased)
            {
                return;
            }

            AreReleased = true;
            CutAll(null);
            foreach (var connection in _idle)
            {
                connection.Dispose();
            }

            _idle.Clear();
            _timer?.Dispose();
            _aborting?.Dispose();
        }

        // Not disposed: a connection that is just being made may still link itself to it.
        _released.Cancel();
    }

    private void Abort(AbortScope scope)
    {
        lock (_gate)
        {
            CutAll(scope);
        }
    }

    // Where a scope is given, what began in it.
    private void CutAll(AbortScope? scope)
    {
        for (var exchange = _onTheirWay; exchange is not null; exchange = exchange.Next)
        {
            if (scope is null || exchange.Scope == scope)
            {
                exchange.Cut(CutOff.Run);
            }
        }
    }

    private void CutLate()
    {
        lock (_gate)
        {
            var now = Clock.GetTimestamp();
            var next = long.MaxValue;
            for (var exchange = _onTheirWay; exchange is not null; exchange = exchange.Next)
            {
                if (exchange.Deadline <= now)
                {
                    exchange.Cut(CutOff.Time);
                }
                else
                {
                    next = Math.Min(next, exchange.Deadline);
                }
            }

            _isTimed = next < long.MaxValue && !AreReleased;
            if (_isTimed)
            {
                // Timers count whole milliseconds and would drop a part of one.
                _timer!.Change(TimeSpan.FromMilliseconds(Math.Ceiling(Clock.Provider.GetElapsedTime(now, next).TotalMilliseconds)), Timeout.InfiniteTimeSpan);
            }
        }
    }

    private FastConnection? TakeIdle(FastExchange exchange)
    {
        for (var i = _idle.Count - 1; i >= 0; i--)
        {
            var connection = _idle[i];
            if (!connection.IsUsable(Clock))
            {
                _idle.RemoveAt(i);
                connection.Dispose();
            }
            else if (connection.Origin.Equals(exchange.Target.Origin))
            {
                _idle.RemoveAt(i);
                exchange.Take(connection);
                return connection;
            }
        }

        return null;
    }

    // Another request may have the connection, unless it was closed because the time of this one was over just then.
    private void PutBackOpen(FastExchange exchange)
    {
        if (exchange.LeavesOpen && !AreReleased && exchange.CutOff == CutOff.None)
        {
            _idle.Add(exchange.Connection!);
            exchange.Leave();
        }
    }
}

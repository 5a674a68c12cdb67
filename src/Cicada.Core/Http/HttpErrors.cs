using System.Net.Sockets;
using System.Security.Authentication;
using Cicada.Metrics;

namespace Cicada.Http;

/// <summary>Names what went wrong with a request, from the exception and how far the request had come.</summary>
internal static class HttpErrors
{
    /// <summary>The class of a request that took longer than it may.</summary>
    public static string OfTimeout(HttpPhase phase) => phase switch
    {
        HttpPhase.Resolving => HttpErrorClass.TimedOutResolving,
        HttpPhase.Queued or HttpPhase.Connecting => HttpErrorClass.TimedOutConnecting,
        HttpPhase.Tls => HttpErrorClass.TimedOutInTls,
        HttpPhase.Sending => HttpErrorClass.TimedOutSending,
        HttpPhase.Waiting => HttpErrorClass.TimedOutWaiting,
        _ => HttpErrorClass.TimedOutReceiving,
    };

    public static string Of(Exception exception, HttpPhase phase)
    {
        var socket = Find<SocketException>(exception);
        if (Find<ConnectFailedException>(exception) is { } connecting)
        {
            return connecting.Step == HttpPhase.Tls ? HttpErrorClass.TlsFailed
                : socket is { } error && OfGenerator(error.SocketErrorCode) is { } own ? own
                : connecting.ToProxy ? HttpErrorClass.ProxyFailed
                : OfConnect(connecting.Step, socket?.SocketErrorCode);
        }

        switch (KindOf(exception))
        {
            case HttpRequestError.NameResolutionError:
                return HttpErrorClass.DnsFailed;
            case HttpRequestError.ProxyTunnelError:
                return HttpErrorClass.ProxyFailed;
            case HttpRequestError.SecureConnectionError:
                return HttpErrorClass.TlsFailed;
            case HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError or HttpRequestError.ExtendedConnectNotSupported or HttpRequestError.ConfigurationLimitExceeded
                or HttpRequestError.VersionNegotiationError:
                return HttpErrorClass.ProtocolError;
            case HttpRequestError.ResponseEnded:
                return OfClosed(phase);
        }

        // What the handler says without a kind or a cause before it has sent anything: the server ended an HTTP/2 connection before the first request
        // could use it. Whether that or the mistake behind it is seen first is a matter of chance.
        if (exception is HttpRequestException { InnerException: null } && phase < HttpPhase.Sending)
        {
            return HttpErrorClass.ProtocolError;
        }

        if (Find<AuthenticationException>(exception) is not null)
        {
            return HttpErrorClass.TlsFailed;
        }

        // Brotli complains by an InvalidOperationException; nothing else of ours or the handler's does while a body is read.
        if (Find<InvalidDataException>(exception) is not null || (phase == HttpPhase.Receiving && exception is InvalidOperationException))
        {
            return HttpErrorClass.DecompressionFailed;
        }

        if (socket is { SocketErrorCode: SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown or SocketError.NotConnected })
        {
            return phase switch
            {
                HttpPhase.Sending => HttpErrorClass.ResetWhileSending,
                HttpPhase.Receiving => HttpErrorClass.ResetWhileReceiving,
                _ => HttpErrorClass.ResetWhileWaiting,
            };
        }

        return socket is null && exception is HttpRequestException { InnerException: IOException } or IOException ? OfClosed(phase) : OfOther(exception);
    }

    /// <summary>Everything an exception and its causes have to say, without repetition.</summary>
    public static string Describe(Exception exception)
    {
        var parts = new List<string>();
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (!parts.Exists(part => part.Contains(e.Message, StringComparison.Ordinal)))
            {
                parts.Add(e.Message);
            }
        }

        return string.Join(" ", parts);
    }

    private static string OfClosed(HttpPhase phase) => phase switch
    {
        HttpPhase.Sending => HttpErrorClass.ResetWhileSending,
        HttpPhase.Receiving => HttpErrorClass.ClosedWhileReceiving,
        _ => HttpErrorClass.ClosedWhileWaiting,
    };

    private static string OfConnect(HttpPhase step, SocketError? error) => error switch
    {
        SocketError.ConnectionRefused => HttpErrorClass.ConnectRefused,
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery => HttpErrorClass.DnsFailed,
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown or SocketError.NetworkDown => HttpErrorClass.ConnectUnreachable,
        SocketError.TimedOut => HttpErrorClass.ConnectTimedOut,
        _ => step == HttpPhase.Resolving ? HttpErrorClass.DnsFailed : HttpErrorClass.ConnectFailed,
    };

    /// <summary>Limits of this machine, not of the target.</summary>
    private static string? OfGenerator(SocketError error) => error switch
    {
        SocketError.AddressNotAvailable or SocketError.AddressAlreadyInUse => HttpErrorClass.OutOfPorts,
        SocketError.TooManyOpenSockets => HttpErrorClass.OutOfFiles,
        _ => null,
    };

    private static HttpRequestError KindOf(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            var kind = (e as HttpRequestException)?.HttpRequestError ?? (e as HttpIOException)?.HttpRequestError ?? HttpRequestError.Unknown;
            if (kind != HttpRequestError.Unknown)
            {
                return kind;
            }
        }

        return HttpRequestError.Unknown;
    }

    private static string OfOther(Exception exception)
    {
        var cause = exception;
        while (cause is HttpRequestException { InnerException: { } inner })
        {
            cause = inner;
        }

        return ErrorClass.Of(cause);
    }

    private static T? Find<T>(Exception exception)
        where T : Exception
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is T found)
            {
                return found;
            }
        }

        return null;
    }
}

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
        var kind = (exception as HttpRequestException)?.HttpRequestError ?? (exception as HttpIOException)?.HttpRequestError;
        var socket = Find<SocketException>(exception);
        switch (kind)
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
        }

        if (Find<AuthenticationException>(exception) is not null)
        {
            return HttpErrorClass.TlsFailed;
        }

        if (Find<InvalidDataException>(exception) is not null)
        {
            return HttpErrorClass.DecompressionFailed;
        }

        if (phase == HttpPhase.Tls)
        {
            return HttpErrorClass.TlsFailed;
        }

        if (phase is HttpPhase.Resolving or HttpPhase.Connecting or HttpPhase.Queued)
        {
            return socket is null ? (phase == HttpPhase.Resolving ? HttpErrorClass.DnsFailed : OfOther(exception)) : OfConnect(socket.SocketErrorCode);
        }

        if (socket is { SocketErrorCode: SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown or SocketError.NotConnected })
        {
            return phase switch
            {
                HttpPhase.Sending => HttpErrorClass.ResetWhileSending,
                HttpPhase.Waiting => HttpErrorClass.ResetWhileWaiting,
                _ => HttpErrorClass.ResetWhileReceiving,
            };
        }

        if (kind == HttpRequestError.ResponseEnded || exception is HttpRequestException { InnerException: IOException } or IOException)
        {
            return phase switch
            {
                HttpPhase.Sending => HttpErrorClass.ResetWhileSending,
                HttpPhase.Waiting => HttpErrorClass.ClosedWhileWaiting,
                _ => HttpErrorClass.ClosedWhileReceiving,
            };
        }

        return OfOther(exception);
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

    private static string OfConnect(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => HttpErrorClass.ConnectRefused,
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery => HttpErrorClass.DnsFailed,
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown or SocketError.NetworkDown => HttpErrorClass.ConnectUnreachable,
        SocketError.TimedOut => HttpErrorClass.ConnectTimedOut,
        SocketError.AddressNotAvailable or SocketError.AddressAlreadyInUse or SocketError.TooManyOpenSockets => HttpErrorClass.OutOfPorts,
        _ => HttpErrorClass.ConnectFailed,
    };

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

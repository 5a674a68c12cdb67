using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Cicada.Web;

/// <summary>
/// Cuts off connections whose other end takes nothing of an answer for a time. Kestrel's own limit is a rate over all of a connection's answers: who has taken 100 MB quickly
/// could stand still for days, and keep what was read from the store, and the turn of others, as long.
/// </summary>
internal static class StalledReaders
{
    /// <summary>How long nothing may be taken.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Watches the connections of a listener; to be said before anything else that changes their bytes.</summary>
    public static void CutOff(ListenOptions listen, TimeProvider clock) => listen.Use(next => connection => AnswerAsync(next, connection, clock));

    private static async Task AnswerAsync(ConnectionDelegate next, ConnectionContext connection, TimeProvider clock)
    {
        var transport = connection.Transport;
        var reason = $"Nothing of the answer was taken for {Patience.TotalSeconds} s.";
        await using var output = new WatchedWriter(transport.Output, clock, Patience, () => connection.Abort(new ConnectionAbortedException(reason)));
        connection.Transport = new Duplex(transport.Input, output);
        try
        {
            await next(connection);
        }
        finally
        {
            connection.Transport = transport;
        }
    }

    private sealed class Duplex(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }
}

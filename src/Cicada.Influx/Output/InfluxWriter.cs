namespace Cicada.Influx;

/// <summary>
/// Delivers lines to an InfluxDB: in bodies, compressed, several requests at a time. When it returns, each point is stored or known to be refused for good; when it
/// throws, all of it may be brought again, since a point that is sent twice is the same point.
/// </summary>
/// <param name="client">The way to the server, its dialect settled.</param>
/// <param name="batchSize">The most lines in a body.</param>
/// <param name="isGzip">Whether bodies are compressed.</param>
/// <param name="progressed">Called each time the server has taken or refused something: it is at work.</param>
internal sealed class InfluxWriter(InfluxClient client, int batchSize, bool isGzip, Action? progressed = null) : IDisposable
{
    /// <summary>Requests that are open at the same time, at most.</summary>
    public const int MostOpen = 4;

    private readonly WriteBody?[] _bodies = new WriteBody?[MostOpen];
    private int _mostLines = batchSize;

    /// <summary>The most lines a body has from now on: fewer than were asked for where the server has found that too large.</summary>
    public int MostLines => Volatile.Read(ref _mostLines);

    /// <summary>Writes all lines of a source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <returns>The points that are refused for good.</returns>
    /// <exception cref="OutputException">The server does not take them now; always temporary.</exception>
    public async Task<IReadOnlyList<RefusedPoint>> WriteAsync(ILineSource source, CancellationToken cancellationToken)
    {
        var open = new Task<BodyOutcome>?[MostOpen];
        var refused = new List<RefusedPoint>();
        var chances = 0;
        try
        {
            for (var isOver = false; !isOver;)
            {
                var slot = await FreeSlotAsync(open);
                chances = await SettleAsync(slot, open, refused, chances, cancellationToken);

                // The lines are made and compressed here, one body after the other: of the processor the load wants, this takes one core at the most.
                var body = _bodies[slot] ??= new WriteBody();
                body.Clear();
                source.Fill(body, MostLines);
                isOver = body.Lines.Count == 0;
                if (!isOver)
                {
                    body.Prepare(isGzip);
                    open[slot] = DeliverAsync(body, cancellationToken);
                }
            }

            for (var slot = 0; slot < MostOpen; slot++)
            {
                chances = await SettleAsync(slot, open, refused, chances, cancellationToken);
            }
        }
        finally
        {
            // Their memory is used again, whatever becomes of the others.
            await Task.WhenAll(open.OfType<Task>()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        refused.AddRange(source.Unsayable);
        return refused;
    }

    /// <summary>Lets go of the memory of the bodies.</summary>
    public void Dispose() => Array.ForEach(_bodies, body => body?.Dispose());

    // A free one, or one that is done.
    private static async Task<int> FreeSlotAsync(Task?[] open)
    {
        var free = Array.FindIndex(open, task => task is null or { IsCompleted: true });
        return free >= 0 ? free : Array.IndexOf(open, await Task.WhenAny(open!));
    }

    /// <summary>
    /// Frees a slot. A body that was not taken is sent again at once, as often as others have been taken meanwhile: then the server is there, only not all goes well, and
    /// all of the write need not come again for one request of it.
    /// </summary>
    private async Task<int> SettleAsync(int slot, Task<BodyOutcome>?[] open, List<RefusedPoint> refused, int chances, CancellationToken cancellationToken)
    {
        while (open[slot] is { } delivering)
        {
            var outcome = await delivering;
            if (outcome.Failure is not { } failure)
            {
                refused.AddRange(outcome.Refused);
                open[slot] = null;
                return Math.Min(chances + 1, MostOpen);
            }

            // Those that are still open may turn out to give a chance.
            for (var other = 0; chances == 0 && outcome.MayBeSentAgain && other < MostOpen; other++)
            {
                if (open[other] is { } waiting && other != slot && (await waiting).Failure is null)
                {
                    chances = await SettleAsync(other, open, refused, chances, cancellationToken);
                }
            }

            if (!outcome.MayBeSentAgain || chances-- == 0)
            {
                throw failure;
            }

            open[slot] = DeliverAsync(_bodies[slot]!, cancellationToken);
        }

        return chances;
    }

    private async Task<BodyOutcome> DeliverAsync(WriteBody body, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(body.Prepared, cancellationToken);
        try
        {
            return answer.IsTaken ? BodyOutcome.Taken : new BodyOutcome(await DeliverInPartsAsync(body, Understood(answer), cancellationToken));
        }
        catch (OutputException exception)
        {
            return new BodyOutcome([], exception, answer is { MayPass: true, RetryAfter: null, IsLate: false });
        }
    }

    private async Task<IReadOnlyList<RefusedPoint>> DeliverInPartsAsync(WriteBody body, InfluxAnswer answer, CancellationToken cancellationToken)
    {
        var search = new RefusalSearch(body.Lines, answer);
        using var part = new WriteBody();
        while (search.TryNext(out var lines))
        {
            part.Clear();
            foreach (var line in lines)
            {
                part.Lines.Add(body.Lines[line]);
            }

            part.Prepare(isGzip);
            search.Note(lines, Understood(await SendAsync(part.Prepared, cancellationToken)));
        }

        if (search is { WasTooLarge: true, HasOversizedLine: false, MostTaken: > 0 })
        {
            LowerMostLines(search.MostTaken);
        }

        return [.. search.Refused.Select(refused => new RefusedPoint(body.Lines[refused.Line][..^1].ToArray(), refused.Reason, refused.Line < body.Requests))];
    }

    private async Task<InfluxAnswer> SendAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var answer = await client.WriteAsync(body, isGzip, cancellationToken);
        if (!client.IsDatabaseMissing(answer))
        {
            if (answer.Kind is InfluxAnswerKind.Taken or InfluxAnswerKind.LinesRefused or InfluxAnswerKind.TooLarge)
            {
                progressed?.Invoke();
            }

            return answer;
        }

        // Somebody dropped it in mid-run.
        var created = await client.CreateDatabaseAsync(cancellationToken);
        return created.IsTaken ? await client.WriteAsync(body, isGzip, cancellationToken) : created;
    }

    private InfluxAnswer Understood(InfluxAnswer answer) =>
        answer.Kind is InfluxAnswerKind.Taken or InfluxAnswerKind.LinesRefused or InfluxAnswerKind.TooLarge ? answer : throw Failure(answer, client.Destination);

    /// <summary>What an answer that says nothing about lines means for a run: the same may be taken another time.</summary>
    public static OutputException Failure(InfluxAnswer answer, InfluxDestination destination) =>
        new(InfluxSentence.Of(answer, destination), OutputFailureKind.Temporary) { RetryAfter = answer.RetryAfter };

    private void LowerMostLines(int lines)
    {
        int now;
        while (lines < (now = MostLines) && Interlocked.CompareExchange(ref _mostLines, lines, now) != now)
        {
        }
    }
}

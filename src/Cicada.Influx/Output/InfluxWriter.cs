namespace Cicada.Influx;

/// <summary>
/// Delivers lines to an InfluxDB: in bodies, compressed, several requests at a time. When it returns, each point is stored or known to be refused for good; when it
/// throws, all of it may be brought again, since a point that is sent twice is the same point; what was taken of it is then not sent once more.
/// </summary>
/// <param name="client">The way to the server, its dialect settled.</param>
/// <param name="batchSize">The most lines in a body.</param>
/// <param name="isGzip">Whether bodies are compressed.</param>
internal sealed class InfluxWriter(InfluxClient client, int batchSize, bool isGzip) : IDisposable
{
    /// <summary>Requests that are open at the same time, at most.</summary>
    public const int MostOpen = 4;

    private readonly WriteBody?[] _bodies = new WriteBody?[MostOpen];
    private readonly TakenBodies _taken = new();
    private int _mostLines = batchSize;

    // Only then is it worth knowing what the server has taken of a write: to find that out costs more than to make the lines.
    private bool _lastFailed;

    /// <summary>The most lines a body has from now on: fewer than were asked for where the server has found that too large.</summary>
    public int MostLines => Volatile.Read(ref _mostLines);

    /// <summary>Writes all lines of a source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <returns>The points that are refused for good.</returns>
    /// <exception cref="OutputException">The server does not take them now; always temporary.</exception>
    public async Task<IReadOnlyList<RefusedPoint>> WriteAsync(ILineSource source, CancellationToken cancellationToken)
    {
        var open = new Task<IReadOnlyList<RefusedPoint>>?[MostOpen];
        var refused = new List<RefusedPoint>();
        var remembers = _lastFailed;
        _lastFailed = true;
        try
        {
            while (true)
            {
                var slot = await FreeSlotAsync(open);
                if (open[slot] is { } done)
                {
                    refused.AddRange(await done);
                    open[slot] = null;
                }

                // The lines are made and compressed here, one body after the other: of the processor the load wants, this takes one core at the most.
                var body = _bodies[slot] ??= new WriteBody();
                body.Clear();
                source.Fill(body, MostLines);
                if (body.Lines.Count == 0)
                {
                    break;
                }

                open[slot] = DeliverAsync(body, remembers, cancellationToken);
            }
        }
        finally
        {
            // Their memory is used again, whatever becomes of the others.
            await Task.WhenAll(open.OfType<Task>()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        foreach (var task in open.OfType<Task<IReadOnlyList<RefusedPoint>>>())
        {
            refused.AddRange(await task);
        }

        _lastFailed = false;
        _taken.Clear();
        refused.AddRange(source.Unsayable);
        return refused;
    }

    /// <summary>Lets go of the memory of the bodies.</summary>
    public void Dispose() => Array.ForEach(_bodies, body => body?.Dispose());

    // One that failed before a free one: then no further one is begun.
    private static async Task<int> FreeSlotAsync(Task?[] open)
    {
        var free = Array.FindIndex(open, task => task is { IsCompleted: true, IsCompletedSuccessfully: false });
        free = free >= 0 ? free : Array.FindIndex(open, task => task is null or { IsCompleted: true });
        return free >= 0 ? free : Array.IndexOf(open, await Task.WhenAny(open!));
    }

    private async Task<IReadOnlyList<RefusedPoint>> DeliverAsync(WriteBody body, bool remembers, CancellationToken cancellationToken)
    {
        var mark = remembers ? TakenBodies.MarkOf(body.Lines.Text.Span) : default;
        if (remembers && _taken.Contains(mark))
        {
            return [];
        }

        var answer = await SendAsync(body.ToSend(isGzip), cancellationToken);
        if (!answer.IsTaken)
        {
            return await DeliverInPartsAsync(body, Understood(answer), cancellationToken);
        }

        if (remembers)
        {
            _taken.Add(mark);
        }

        return [];
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

            search.Note(lines, Understood(await SendAsync(part.ToSend(isGzip), cancellationToken)));
        }

        if (search is { WasTooLarge: true, MostTaken: > 0 })
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

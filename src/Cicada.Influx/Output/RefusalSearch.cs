namespace Cicada.Influx;

/// <summary>
/// Decides what of a body to send next once a server has not taken all of it, until each line is stored or known to be refused. It sends nothing itself.
/// </summary>
/// <remarks>
/// <para>A point that is sent twice is the same point twice, so everything may be sent again. What an answer says is believed only as far as it is borne out: the lines it
/// speaks of, and those it does not, are sent apart, and each goes on being divided, at last by halves, until it is taken or refused as a whole. So nothing is lost to an answer
/// that names one of several reasons, or counts only some of the points, as those of InfluxDB 1.x and 2.x do.</para>
/// <para>What is too large at once is halved in the same way; a single line that is too large is refused.</para>
/// </remarks>
internal sealed class RefusalSearch
{
    /// <summary>
    /// After so many single lines of one measurement in a row have been refused by a server that does not say how many it refuses, what is still to be sent of that measurement
    /// is sent as it is and not divided any further, so that a body it takes nothing of does not become thousands of requests.
    /// </summary>
    public const int MostInARow = 32;

    private readonly LineBuffer _lines;
    private readonly RefusalSuspects _suspects;
    private readonly Stack<int[]> _waiting = new();
    private readonly List<(int Line, string Reason)> _refused = [];
    private string? _measurementInARow;
    private int _inARow;

    /// <param name="lines">The body. It must not change meanwhile.</param>
    /// <param name="answer">The answer to all of it.</param>
    public RefusalSearch(LineBuffer lines, InfluxAnswer answer)
    {
        _lines = lines;
        _suspects = new RefusalSuspects(lines);
        Note([.. Enumerable.Range(0, lines.Count)], answer);
    }

    /// <summary>The lines that are refused for good, by their index, and why.</summary>
    public IReadOnlyList<(int Line, string Reason)> Refused => _refused;

    /// <summary>The most lines that were taken in one request; 0 before any were.</summary>
    public int MostTaken { get; private set; }

    /// <summary>Whether a single line was too large, so that what was too large with it says nothing about others.</summary>
    public bool HasOversizedLine { get; private set; }

    /// <summary>Whether a request of several lines was too large.</summary>
    public bool WasTooLarge { get; private set; }

    /// <summary>The lines to send next; false when it is known of each what became of it.</summary>
    public bool TryNext(out int[] lines)
    {
        var isThere = _waiting.TryPop(out var next);
        lines = next ?? [];
        return isThere;
    }

    /// <summary>Takes note of an answer.</summary>
    /// <param name="sent">What it is the answer to.</param>
    /// <param name="answer">Taken, too large, or lines refused.</param>
    public void Note(int[] sent, InfluxAnswer answer)
    {
        switch (answer.Kind)
        {
            case InfluxAnswerKind.Taken:
                MostTaken = Math.Max(MostTaken, sent.Length);
                _inARow = 0;
                break;
            case InfluxAnswerKind.TooLarge when sent.Length > 1:
                WasTooLarge = true;
                WaitHalves(sent);
                break;
            case InfluxAnswerKind.TooLarge:
                HasOversizedLine = true;
                _refused.Add((sent[0], $"point too large for one request: {_lines[sent[0]].Length} bytes, {answer.Reason}"));
                break;
            case InfluxAnswerKind.LinesRefused:
                NoteRefusal(sent, answer);
                break;
            default:
                throw new ArgumentException($"An answer of kind '{answer.Kind}' says nothing about lines.", nameof(answer));
        }
    }

    private void NoteRefusal(int[] sent, InfluxAnswer answer)
    {
        if (answer.RefusedCount >= sent.Length)
        {
            RefuseAll(sent, answer);
            _inARow = 0;
        }
        else if (sent.Length == 1)
        {
            _refused.Add((sent[0], _suspects.ReasonFor(sent, 0, answer)));
            var measurement = _suspects.MeasurementOf(sent[0]);
            _inARow = answer.RefusedCount is null && measurement == _measurementInARow ? _inARow + 1 : answer.RefusedCount is null ? 1 : 0;
            _measurementInARow = measurement;
        }
        else if (answer.RefusedCount is null && _inARow >= MostInARow && _suspects.MeasurementOf(sent[0]) == _measurementInARow)
        {
            RefuseAll(sent, answer);
        }
        else
        {
            Divide(sent, answer);
        }
    }

    private void Divide(int[] sent, InfluxAnswer answer)
    {
        var suspects = _suspects.In(sent, answer);
        if (suspects.Count == 0 || suspects.Count == sent.Length)
        {
            // A server that says nothing refuses some kinds of points, as likely as not, and takes others.
            var measurement = _suspects.MeasurementOf(sent[0]);
            suspects = answer.RefusedCount is null ? [.. sent.Where(line => _suspects.MeasurementOf(line) == measurement)] : [];
        }

        if (suspects.Count == 0 || suspects.Count == sent.Length)
        {
            WaitHalves(sent);
            return;
        }

        _waiting.Push([.. sent.Where(line => !suspects.Contains(line))]);
        _waiting.Push([.. sent.Where(suspects.Contains)]);
    }

    private void WaitHalves(int[] lines)
    {
        _waiting.Push(lines[(lines.Length / 2)..]);
        _waiting.Push(lines[..(lines.Length / 2)]);
    }

    private void RefuseAll(int[] lines, InfluxAnswer answer)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            _refused.Add((lines[i], _suspects.ReasonFor(lines, i, answer)));
        }
    }
}

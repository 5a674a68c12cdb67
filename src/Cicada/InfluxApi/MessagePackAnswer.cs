using Cicada.Influx.Selection;

namespace Cicada.InfluxApi;

/// <summary>
/// One MessagePack document for all statements. Its lists say how long they are before they begin, which is known only at their end; so the answer is held back as it grows, and the
/// numbers are filled in.
/// </summary>
internal sealed class MessagePackAnswer : IQueryAnswer, IDisposable
{
    private readonly AnswerStream _stream;
    private readonly MessagePackRows _rows;
    private readonly RowLimit _limit;
    private readonly HeldAnswer _held;

    private readonly ListLength _results;
    private ListLength _series = new(0);
    private ListLength _values = new(0);
    private int _statement;
    private IReadOnlyList<string> _messages = [];
    private long _beginning;
    private SeriesMark? _open;
    private bool _isPartial;
    private bool _isCut;

    public MessagePackAnswer(AnswerStream stream, AnswerTimes times, long mostRows)
    {
        (_stream, _limit, _held) = (stream, new RowLimit(mostRows), new HeldAnswer(stream.Buffer));
        _rows = new MessagePackRows(stream.Buffer, times);
        _rows.Beginning();
        _results = _held.BeginList();
    }

    public void Begin(int statement, IReadOnlyList<string> messages)
    {
        (_statement, _messages, _open, _isCut) = (statement, messages, null, false);
        _beginning = _held.Length;
        _results.Count++;
        _rows.ResultHead(_statement, _messages, isPartial: false);
        _series = _held.BeginList();
    }

    public async ValueTask WriteAsync(ResultRows rows)
    {
        if (_isCut)
        {
            return;
        }

        if (_open is not { } open || !open.IsOf(rows))
        {
            Close();
            Open(rows);
        }

        foreach (var row in rows.Rows ?? [])
        {
            if (!_limit.Take())
            {
                _isCut = true;
                break;
            }

            _rows.Row(row);
            _values.Count++;
        }

        await _held.SettleAsync();
    }

    public ValueTask EndAsync()
    {
        Close();
        return ValueTask.CompletedTask;
    }

    public ValueTask FailAsync(string error)
    {
        _held.Cut(_beginning);
        _rows.Failed(error);
        return ValueTask.CompletedTask;
    }

    public async ValueTask CompleteAsync()
    {
        await _held.SendAsync(_stream);
        await _stream.FlushAsync();
    }

    public void Dispose() => _held.Dispose();

    private void Open(ResultRows rows)
    {
        _series.Count++;
        _isPartial = rows.IsPartial;
        _rows.SeriesHead(rows, _isPartial);
        _values = _held.BeginList();
        _open = new SeriesMark(rows);
    }

    private void Close()
    {
        if (_open is not null && _isPartial)
        {
            _rows.Partial();
        }

        _open = null;
    }
}

using Cicada.Influx.Selection;

namespace Cicada.InfluxApi;

/// <summary>A MessagePack document for each part of the answer, each sent at once.</summary>
internal sealed class MessagePackChunks(AnswerStream stream, AnswerTimes times) : IQueryAnswer
{
    private readonly MessagePackRows _rows = new(stream.Buffer, times);
    private int _statement;
    private IReadOnlyList<string> _messages = [];
    private bool _isSaid;

    public void Begin(int statement, IReadOnlyList<string> messages) => (_statement, _messages, _isSaid) = (statement, messages, false);

    public ValueTask WriteAsync(ResultRows rows)
    {
        var isPartial = rows.IsMoreToCome || rows.IsPartial;
        Head(isPartial);
        _rows.ArrayHead(1);
        _rows.SeriesHead(rows, rows.IsPartial);
        _rows.ArrayHead(rows.Rows?.Count ?? 0);
        foreach (var row in rows.Rows ?? [])
        {
            _rows.Row(row);
        }

        if (rows.IsPartial)
        {
            _rows.Partial();
        }

        if (isPartial)
        {
            _rows.Partial();
        }

        return stream.FlushAsync();
    }

    public ValueTask EndAsync()
    {
        if (_isSaid)
        {
            return ValueTask.CompletedTask;
        }

        Head(isPartial: false);
        _rows.ArrayHead(0);
        return stream.FlushAsync();
    }

    public ValueTask FailAsync(string error)
    {
        _rows.Beginning();
        _rows.ArrayHead(1);
        _rows.Failed(error);
        return stream.FlushAsync();
    }

    public ValueTask CompleteAsync() => stream.FlushAsync();

    private void Head(bool isPartial)
    {
        _rows.Beginning();
        _rows.ArrayHead(1);
        _rows.ResultHead(_statement, _isSaid ? [] : _messages, isPartial);
        _isSaid = true;
    }
}

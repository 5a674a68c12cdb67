using Cicada.Influx.Selection;

namespace Cicada.InfluxApi;

/// <summary>One JSON document for all statements, written as it grows: parts of one series are put together again.</summary>
internal sealed class JsonAnswer : IQueryAnswer
{
    private readonly AnswerStream _stream;
    private readonly JsonLayout _json;
    private readonly JsonRows _rows;
    private readonly RowLimit _limit;

    private int _statement;
    private IReadOnlyList<string> _messages = [];
    private bool _hasResults;
    private bool _hasSeries;
    private SeriesMark? _open;
    private bool _hasValues;
    private bool _isPartial;
    private bool _isCut;

    // Where the statement's answer began, to take it back.
    private long _beginning;
    private (int Depth, bool IsFirst, bool IsNamed) _state;

    public JsonAnswer(AnswerStream stream, bool isIndented, AnswerTimes times, long mostRows)
    {
        (_stream, _json, _limit) = (stream, new JsonLayout(stream.Buffer, isIndented), new RowLimit(mostRows));
        _rows = new JsonRows(_json, times);
        _json.StartObject();
    }

    public void Begin(int statement, IReadOnlyList<string> messages)
    {
        if (!_hasResults)
        {
            _json.Name("results");
            _json.StartArray();
            _hasResults = true;
        }

        (_statement, _messages, _hasSeries, _open, _isCut) = (statement, messages, false, null, false);
        (_beginning, _state) = (_stream.Sent + _stream.Buffer.Count, _json.State);
        _json.StartObject();
        _json.Name("statement_id");
        _json.Integer(statement);
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
                _isPartial = _isCut = true;
                break;
            }

            if (!_hasValues)
            {
                _json.Name("values");
                _json.StartArray();
                _hasValues = true;
            }

            _rows.Row(row, rows.TimeZone);
        }

        await _stream.SendMuchAsync();
    }

    public ValueTask EndAsync()
    {
        EndResult(null);
        return _stream.SendMuchAsync();
    }

    public ValueTask FailAsync(string error)
    {
        if (_beginning >= _stream.Sent)
        {
            _stream.Buffer.Cut((int)(_beginning - _stream.Sent));
            _json.State = _state;
            _rows.Failed(_statement, error);
        }
        else
        {
            EndResult(error);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask CompleteAsync()
    {
        if (_hasResults)
        {
            _json.EndArray();
        }

        _json.EndObject();
        _json.EndDocument();
        return _stream.FlushAsync();
    }

    private void EndResult(string? error)
    {
        Close();
        if (_hasSeries)
        {
            _json.EndArray();
        }

        _rows.Messages(_messages);
        if (error is not null)
        {
            _json.Name("error");
            _json.String(error);
        }

        _json.EndObject();
    }

    private void Open(ResultRows rows)
    {
        if (!_hasSeries)
        {
            _json.Name("series");
            _json.StartArray();
            _hasSeries = true;
        }

        _rows.Head(rows);

        // Said by the first part, it stays, though the others follow here: InfluxDB has it so.
        (_open, _hasValues, _isPartial) = (new SeriesMark(rows), false, rows.IsPartial);
    }

    private void Close()
    {
        if (_open is null)
        {
            return;
        }

        if (_hasValues)
        {
            _json.EndArray();
        }

        _rows.Partial(_isPartial);
        _json.EndObject();
        _open = null;
    }
}

using Cicada.Influx.Selection;

namespace Cicada.InfluxApi;

/// <summary>A JSON document for each part of the answer, each sent at once.</summary>
internal sealed class JsonChunks : IQueryAnswer
{
    private readonly AnswerStream _stream;
    private readonly JsonLayout _json;
    private readonly JsonRows _rows;

    private int _statement;
    private IReadOnlyList<string> _messages = [];
    private bool _isSaid;

    public JsonChunks(AnswerStream stream, bool isIndented, AnswerTimes times)
    {
        (_stream, _json) = (stream, new JsonLayout(stream.Buffer, isIndented));
        _rows = new JsonRows(_json, times);
    }

    public void Begin(int statement, IReadOnlyList<string> messages) => (_statement, _messages, _isSaid) = (statement, messages, false);

    public ValueTask WriteAsync(ResultRows rows)
    {
        StartDocument();
        StartResult();
        _json.Name("series");
        _json.StartArray();
        _rows.Head(rows);
        if (rows.Rows is { Count: > 0 } some)
        {
            _json.Name("values");
            _json.StartArray();
            foreach (var row in some)
            {
                _rows.Row(row, rows.TimeZone);
            }

            _json.EndArray();
        }

        _rows.Partial(rows.IsPartial);
        _json.EndObject();
        _json.EndArray();
        EndResult(rows.IsMoreToCome || rows.IsPartial);
        return EndDocumentAsync();
    }

    public ValueTask EndAsync()
    {
        if (_isSaid)
        {
            return ValueTask.CompletedTask;
        }

        StartDocument();
        StartResult();
        EndResult(isPartial: false);
        return EndDocumentAsync();
    }

    public ValueTask FailAsync(string error)
    {
        StartDocument();
        _rows.Failed(_statement, error);
        return EndDocumentAsync();
    }

    public ValueTask CompleteAsync() => _stream.FlushAsync();

    private void StartDocument()
    {
        _json.StartObject();
        _json.Name("results");
        _json.StartArray();
    }

    private void StartResult()
    {
        _json.StartObject();
        _json.Name("statement_id");
        _json.Integer(_statement);
    }

    private void EndResult(bool isPartial)
    {
        // Warnings are said once.
        _rows.Messages(_isSaid ? [] : _messages);
        _rows.Partial(isPartial);
        _json.EndObject();
        _isSaid = true;
    }

    private ValueTask EndDocumentAsync()
    {
        _json.EndArray();
        _json.EndObject();
        _json.EndDocument();
        return _stream.FlushAsync();
    }
}

using System.Buffers.Text;
using Cicada.Influx.Selection;
using Cicada.Storage.InfluxQl;

namespace Cicada.InfluxApi;

/// <summary>Lines of CSV: a header where the columns change, an empty line between statements, times in nanoseconds unless another unit is asked for.</summary>
/// <param name="stream">Where to.</param>
/// <param name="times">The unit of times.</param>
/// <param name="isChunked">Whether parts are sent at once.</param>
/// <param name="mostRows">How many rows there may be in all; 0 for any number.</param>
internal sealed class CsvAnswer(AnswerStream stream, AnswerTimes times, bool isChunked, long mostRows) : IQueryAnswer
{
    private readonly RowLimit _limit = new(isChunked ? 0 : mostRows);
    private bool _isAnythingWritten;
    private IReadOnlyList<string>? _columns;

    public void Begin(int statement, IReadOnlyList<string> messages) => _columns = null;

    public ValueTask WriteAsync(ResultRows rows)
    {
        if (_columns is null || !_columns.SequenceEqual(rows.Columns, StringComparer.Ordinal))
        {
            Header(rows.Columns);
        }

        var (name, tags) = (rows.Name ?? "", SeriesKey.OfTags((rows.Tags ?? []).Where(tag => tag.Value.Length > 0)));
        foreach (var row in rows.Rows ?? [])
        {
            if (!_limit.Take())
            {
                break;
            }

            Field(name);
            Byte((byte)',');
            Field(tags);
            for (var i = 0; i < row.Length; i++)
            {
                Byte((byte)',');
                Value(row[i], i == 0);
            }

            Byte((byte)'\n');
        }

        return isChunked ? stream.FlushAsync() : stream.SendMuchAsync();
    }

    public ValueTask EndAsync() => ValueTask.CompletedTask;

    /// <summary>InfluxDB says nothing of an error here, and an answer that failed looks like one without rows.</summary>
    public ValueTask FailAsync(string error)
    {
        SeparateBlock();
        Field("error");
        Byte((byte)'\n');
        Field(error);
        Byte((byte)'\n');
        return ValueTask.CompletedTask;
    }

    public ValueTask CompleteAsync() => stream.FlushAsync();

    private void Header(IReadOnlyList<string> columns)
    {
        SeparateBlock();
        Field("name");
        Byte((byte)',');
        Field("tags");
        foreach (var column in columns)
        {
            Byte((byte)',');
            Field(column);
        }

        Byte((byte)'\n');
        (_columns, _isAnythingWritten) = (columns, true);
    }

    private void SeparateBlock()
    {
        if (_isAnythingWritten)
        {
            Byte((byte)'\n');
        }
    }

    private void Value(QueryValue value, bool isFirst)
    {
        int length;
        switch (value.Kind)
        {
            case QueryValueKind.Float:
                stream.Buffer.Advance(GoNumber.Plain(value.AsFloat(), stream.Buffer.GetSpan(GoNumber.MostPlain)));
                break;
            case QueryValueKind.Integer:
                Utf8Formatter.TryFormat(value.AsInteger(), stream.Buffer.GetSpan(20), out length);
                stream.Buffer.Advance(length);
                break;
            case QueryValueKind.Unsigned:
                Utf8Formatter.TryFormat(value.AsUnsigned(), stream.Buffer.GetSpan(20), out length);
                stream.Buffer.Advance(length);
                break;
            case QueryValueKind.Boolean:
                Field(value.AsBoolean() ? "true" : "false");
                break;
            case QueryValueKind.String:
                Field(value.AsString());
                break;
            case QueryValueKind.Time:
                Utf8Formatter.TryFormat(isFirst && times.IsCounted ? times.Count(value.AsTime()) : value.AsTime(), stream.Buffer.GetSpan(20), out length);
                stream.Buffer.Advance(length);
                break;
        }
    }

    private void Field(string text) => CsvText.Field(stream.Buffer, text);

    private void Byte(byte value) => CsvText.Byte(stream.Buffer, value);
}

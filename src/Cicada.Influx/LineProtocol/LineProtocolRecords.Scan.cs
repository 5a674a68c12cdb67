namespace Cicada.Influx;

/// <content>
/// Where a record ends: at the first line break that is neither escaped nor in a quoted text, found as an InfluxDB server finds it.
/// </content>
public sealed partial class LineProtocolRecords
{
    /// <summary>
    /// How many times what was looked ahead over in vain may be looked at again. Beyond it, lines are taken one by one until all that is behind
    /// us, so that a file made to tease us takes no more time than sixteen good ones.
    /// </summary>
    private const long Patience = 16;

    private RecordScan _scan;
    private long _lookedAheadTo;
    private long _patience;

    private bool IsTired => _patience < 0 && _position < _lookedAheadTo;

    private bool ScanLine(ReadOnlySpan<byte> record)
    {
        var end = record.IndexOf((byte)'\n');
        _scan.At = Math.Max(end, 0);
        return end >= 0;
    }

    private void LookedAhead(int bytes)
    {
        if (_position >= _lookedAheadTo)
        {
            _patience = 0;
            _lookedAheadTo = _position;
        }

        var end = Math.Max(_lookedAheadTo, _position + bytes);
        _patience += (Patience * (end - _lookedAheadTo)) - bytes;
        _lookedAheadTo = end;
    }
}

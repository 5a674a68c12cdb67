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

    private ScanState _scan;
    private long _lookedAheadTo;
    private long _patience;

    private bool IsTired => _patience < 0 && _position < _lookedAheadTo;

    /// <summary>Goes on looking for the end of the record. Every byte is looked at once, however small the pieces are in which they arrive.</summary>
    /// <returns>Whether the end was found, and is at <see cref="ScanState.At"/>.</returns>
    private bool Scan(ReadOnlySpan<byte> record, bool isWhole)
    {
        while (_scan.At < record.Length)
        {
            var rest = record[_scan.At..];
            var stop = _scan.IsQuoted ? rest.IndexOfAny((byte)'\\', (byte)'"')
                : _scan.IsInFields ? rest.IndexOfAny((byte)'\\', (byte)'"', (byte)'\n')
                : rest.IndexOfAny((byte)'\\', (byte)' ', (byte)'\n');
            var length = stop < 0 ? rest.Length : stop;
            if (_scan.IsInFields && !_scan.IsQuoted && (stop < 0 || rest[stop] != (byte)'\n'))
            {
                _scan.Balance += rest[..length].Count((byte)'=') - rest[..length].Count((byte)',');
            }

            _scan.At += length;
            if (stop < 0)
            {
                return false;
            }

            switch (rest[stop])
            {
                case (byte)'\n':
                    return true;
                case (byte)'\\' when _scan.At + 2 < record.Length:
                    _scan.At += 2;
                    continue;
                case (byte)'\\' when !isWhole:
                    return false;
                case (byte)' ':
                    _scan.IsInFields = true;
                    break;
                case (byte)'"' when _scan.Balance > 0:
                    _scan.IsQuoted = !_scan.IsQuoted;
                    break;
            }

            _scan.At++;
        }

        return false;
    }

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

    /// <summary>How far the record has been looked at, and what is known there.</summary>
    private struct ScanState
    {
        public int At;
        public bool IsInFields; // behind the first blank, where quotes count
        public bool IsQuoted;
        public int Balance; // equals signs less commas: a quote counts in a field's value only
    }
}

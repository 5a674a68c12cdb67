namespace Cicada.Influx;

/// <summary>
/// Looks for the end of a record, as an InfluxDB server does: the first line break that is neither escaped nor in a quoted text. It is one look, however many pieces the
/// record arrives in.
/// </summary>
internal struct RecordScan
{
    private bool _isInFields; // behind the first blank, where quotes count
    private int _balance; // equals signs less commas: a quote counts in a field's value only

    /// <summary>How far the record has been looked at; where its line break is, once that was found.</summary>
    public int At;

    /// <summary>Whether a quote is open there.</summary>
    public bool IsQuoted { get; private set; }

    /// <summary>Goes on looking for the end of the record. Every byte is looked at once, however small the pieces are in which they arrive.</summary>
    /// <param name="record">All of the record that is there, from its first byte.</param>
    /// <param name="isWhole">Whether nothing comes behind it.</param>
    /// <returns>Whether the end was found, and is at <see cref="At"/>.</returns>
    public bool TryFindEnd(ReadOnlySpan<byte> record, bool isWhole)
    {
        while (At < record.Length)
        {
            var rest = record[At..];
            var stop = IsQuoted ? rest.IndexOfAny((byte)'\\', (byte)'"')
                : _isInFields ? rest.IndexOfAny((byte)'\\', (byte)'"', (byte)'\n')
                : rest.IndexOfAny((byte)'\\', (byte)' ', (byte)'\n');
            var length = stop < 0 ? rest.Length : stop;
            if (_isInFields && !IsQuoted && (stop < 0 || rest[stop] != (byte)'\n'))
            {
                _balance += rest[..length].Count((byte)'=') - rest[..length].Count((byte)',');
            }

            At += length;
            if (stop < 0)
            {
                return false;
            }

            switch (rest[stop])
            {
                case (byte)'\n':
                    return true;
                case (byte)'\\' when At + 2 < record.Length:
                    At += 2;
                    continue;
                case (byte)'\\' when !isWhole:
                    return false;
                case (byte)' ':
                    _isInFields = true;
                    break;
                case (byte)'"' when _balance > 0:
                    IsQuoted = !IsQuoted;
                    break;
            }

            At++;
        }

        return false;
    }
}

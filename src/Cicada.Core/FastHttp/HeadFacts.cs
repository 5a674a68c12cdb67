using System.Runtime.CompilerServices;
using System.Text;

namespace Cicada.FastHttp;

/// <summary>Gathers from the header lines of a response what decides how to go on.</summary>
internal struct HeadFacts
{
    private HeadTraits _traits;
    private long _length;
    private int _idleSeconds;
    private bool _hasLength;
    private bool _isChunked;
    private bool _closes;
    private bool _saysKeepAlive;

    /// <summary>Takes a line in. Of most lines it looks at the length of the name only, of nearly all others at its first letter.</summary>
    /// <param name="name">Its name; only what a name may consist of.</param>
    /// <param name="value">Its value, with blanks around it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        const int LengthsThatMatter = (1 << 8) | (1 << 10) | (1 << 14) | (1 << 16) | (1 << 17);
        if (name.Length <= 17 && ((1 << name.Length) & LengthsThatMatter) != 0)
        {
            TakeByName(name, value);
        }
    }

    /// <summary>What all the lines come to.</summary>
    public readonly ResponseHead ToHead(int length, int minorVersion, int status, bool answersHead)
    {
        var framing = answersHead || status is 204 or 304 or 101 ? BodyFraming.None
            : _isChunked ? BodyFraming.Chunked
            : _hasLength && _length >= 0 ? BodyFraming.Length
            : BodyFraming.UntilClose;
        var keeps = !_closes && (minorVersion > 0 || _saysKeepAlive) && framing != BodyFraming.UntilClose && status != 101;
        return new ResponseHead(length, status, framing, framing == BodyFraming.Length ? _length : 0, keeps, _traits) { IdleSeconds = _idleSeconds };
    }

    private void TakeByName(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        switch ((name.Length, name[0] | 0x20))
        {
            case (8, 'l') when Ascii.EqualsIgnoreCase(name, "location"u8):
                _traits |= HeadTraits.HasLocation;
                break;
            case (10, 'c') when Ascii.EqualsIgnoreCase(name, "connection"u8):
                TakeConnection(HeaderList.Trim(value));
                break;
            case (10, 's') when Ascii.EqualsIgnoreCase(name, "set-cookie"u8):
                _traits |= HeadTraits.SetsCookie;
                break;
            case (10, 'k') when Ascii.EqualsIgnoreCase(name, "keep-alive"u8):
                _closes |= HeaderList.EndsConnection(value, ref _idleSeconds);
                break;
            case (14, 'c') when Ascii.EqualsIgnoreCase(name, "content-length"u8):
                // The first one counts, whatever it says.
                if (!_hasLength)
                {
                    _hasLength = true;
                    _length = HeaderList.TryReadLength(value, out var said) ? said : -1;
                }

                break;
            case (16, 'c') when Ascii.EqualsIgnoreCase(name, "content-encoding"u8):
                var encoding = HeaderList.Trim(value);
                _traits |= encoding.IsEmpty || Ascii.EqualsIgnoreCase(encoding, "identity"u8) ? HeadTraits.None : HeadTraits.IsEncoded;
                break;
            case (17, 't') when Ascii.EqualsIgnoreCase(name, "transfer-encoding"u8):
                _isChunked |= HeaderList.SaysChunked(value);
                break;
        }
    }

    private void TakeConnection(ReadOnlySpan<byte> value)
    {
        if (Ascii.EqualsIgnoreCase(value, "keep-alive"u8))
        {
            _saysKeepAlive = true;
        }
        else
        {
            _closes |= HeaderList.Contains(value, "close"u8);
            _saysKeepAlive |= HeaderList.Contains(value, "keep-alive"u8);
        }
    }
}

using System.Numerics;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>A column of numbers, had as other numbers where that is wanted.</summary>
/// <typeparam name="T">What they are to be: <see cref="double"/> or <see cref="long"/>.</typeparam>
internal sealed class NumberColumn<T>(int column, QueryValueKind stored)
    where T : unmanaged, INumber<T>
{
    private readonly bool _isFloat = typeof(T) == typeof(double);
    private T[] _converted = [];

    public ReadOnlySpan<ulong> Validity(IChunk chunk) => chunk.Validity(column);

    public ReadOnlySpan<T> Values(IChunk chunk)
    {
        if (stored == QueryValueKind.Float == _isFloat)
        {
            return chunk.Column<T>(column);
        }

        if (_converted.Length < chunk.Rows)
        {
            _converted = new T[chunk.Rows];
        }

        if (_isFloat)
        {
            var whole = chunk.Column<long>(column);
            for (var i = 0; i < whole.Length; i++)
            {
                _converted[i] = T.CreateTruncating(whole[i]);
            }
        }
        else
        {
            var broken = chunk.Column<double>(column);
            for (var i = 0; i < broken.Length; i++)
            {
                _converted[i] = T.CreateTruncating(FieldCast.ToInteger(broken[i]));
            }
        }

        return _converted.AsSpan(0, chunk.Rows);
    }

    public static QueryValue ValueOf(T value) => typeof(T) == typeof(double)
        ? QueryValue.OfFloat(double.CreateTruncating(value))
        : QueryValue.OfInteger(long.CreateTruncating(value));
}

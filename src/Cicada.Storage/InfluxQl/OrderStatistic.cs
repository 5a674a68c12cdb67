using System.Numerics;

namespace Cicada.Storage.InfluxQl;

/// <summary>Finds the value that would be at a place if values were sorted, without sorting them all.</summary>
internal static class OrderStatistic
{
    private const int FewEnoughToSort = 32;

    /// <summary>The value at a place. Afterwards what is before the place is not greater, and what is behind it not less.</summary>
    public static T Of<T>(Span<T> values, int place)
        where T : unmanaged, INumber<T>
    {
        // Each round halves what is left, or nearly; where it does not, often enough, sorting is the safe way.
        var rounds = 2 * BitOperations.Log2((uint)values.Length + 1);
        var (first, last) = (0, values.Length - 1);
        while (last - first >= FewEnoughToSort && rounds-- > 0)
        {
            var pivot = MiddleOf(values[first], values[(first + last) >>> 1], values[last]);
            var (left, right) = (first, last);
            while (left <= right)
            {
                while (values[left] < pivot)
                {
                    left++;
                }

                while (values[right] > pivot)
                {
                    right--;
                }

                if (left <= right)
                {
                    (values[left], values[right]) = (values[right], values[left]);
                    left++;
                    right--;
                }
            }

            if (place <= right)
            {
                last = right;
            }
            else if (place >= left)
            {
                first = left;
            }
            else
            {
                return values[place];
            }
        }

        values[first..(last + 1)].Sort();
        return values[place];
    }

    private static T MiddleOf<T>(T one, T two, T three)
        where T : INumber<T> => T.Max(T.Min(one, two), T.Min(T.Max(one, two), three));
}

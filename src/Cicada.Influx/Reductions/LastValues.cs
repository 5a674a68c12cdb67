namespace Cicada.Influx.Reductions;

/// <summary>The last values of a long row, each in a place that is used anew after a round.</summary>
/// <param name="places">How many places there are: a number out of the query, and so perhaps more than there will ever be memory, or values, for.</param>
/// <typeparam name="T">What is kept; its default stands where there was no value yet.</typeparam>
internal sealed class LastValues<T>(int places)
    where T : struct
{
    // Grows with the values, not with what the query says.
    private readonly List<T> _values = [default];

    /// <summary>The place that follows, in the round.</summary>
    public int After(int place) => place + 1 >= places ? 0 : place + 1;

    /// <summary>What is kept in a place.</summary>
    public T this[int place] => place < _values.Count ? _values[place] : default;

    /// <summary>Puts a value into a place. In the first round they are filled in their order, from 0 or 1 on.</summary>
    public void Set(int place, T value)
    {
        if (place == _values.Count)
        {
            _values.Add(value);
        }
        else
        {
            _values[place] = value;
        }
    }
}

using Cicada.Users;

namespace Cicada.Load;

/// <summary>
/// Which type the first, second, third … user of a run is of. Types with a fixed count come first, in turn; after them
/// each next user is of the type that is furthest behind its share. So every number of users is mixed as well as whole
/// users can be, a ramp down keeps the mix, and any worker can work out its part without asking. Any thread may ask.
/// </summary>
internal sealed class UserMix
{
    private readonly IReadOnlyList<UserType> _types;
    private readonly Lock _gate = new();
    private readonly List<UserType> _order = [];
    private readonly int[] _weightedSoFar;
    private readonly double _totalWeight;

    // How many of each type are among the first so many: what was asked for last, since next time a number nearby will be.
    private readonly Dictionary<UserType, int> _counts = [];
    private int _counted;

    public UserMix(IReadOnlyList<UserType> types)
    {
        _types = types;
        _weightedSoFar = new int[types.Count];
        _totalWeight = types.Where(type => type.FixedCount == 0).Sum(type => type.Weight);
        var most = types.Max(type => type.FixedCount);
        for (var round = 0; round < most; round++)
        {
            _order.AddRange(types.Where(type => type.FixedCount > round));
        }

        FixedUsers = _order.Count;
    }

    /// <summary>The types, each with its share.</summary>
    public IReadOnlyList<UserType> Types => _types;

    /// <summary>Users of types with a fixed count.</summary>
    public int FixedUsers { get; }

    /// <summary>The most users there can be: bounded when every type has a fixed count.</summary>
    public int MaximumUsers => _totalWeight > 0 ? int.MaxValue : FixedUsers;

    /// <summary>A mix of the same types with other shares.</summary>
    /// <param name="shares">Those that change, by the names of the types.</param>
    public UserMix With(IReadOnlyDictionary<string, UserShare> shares) =>
        new([.. _types.Select(type => shares.TryGetValue(type.Name, out var share) ? type.With(share) : type)]);

    /// <summary>The type of a user by its number, from 0.</summary>
    public UserType TypeOf(int number)
    {
        lock (_gate)
        {
            return At(number);
        }
    }

    /// <summary>How many users of a type are among the first so many.</summary>
    public int CountOf(UserType type, int users)
    {
        lock (_gate)
        {
            while (_counted < users)
            {
                var added = At(_counted++);
                _counts[added] = _counts.GetValueOrDefault(added) + 1;
            }

            while (_counted > users)
            {
                _counts[At(--_counted)]--;
            }

            return _counts.GetValueOrDefault(type);
        }
    }

    private UserType At(int number)
    {
        while (_order.Count <= number)
        {
            _order.Add(NextWeighted());
        }

        return _order[number];
    }

    private UserType NextWeighted()
    {
        var next = _order.Count - FixedUsers + 1;
        var best = -1;
        var bestDeficit = double.NegativeInfinity;
        for (var i = 0; i < _types.Count; i++)
        {
            if (_types[i].FixedCount > 0 || _types[i].Weight == 0)
            {
                continue;
            }

            var deficit = (_types[i].Weight / _totalWeight * next) - _weightedSoFar[i];
            if (deficit > bestDeficit + 1e-9)
            {
                best = i;
                bestDeficit = deficit;
            }
        }

        _weightedSoFar[best]++;
        return _types[best];
    }
}

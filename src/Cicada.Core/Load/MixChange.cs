namespace Cicada.Load;

/// <summary>
/// How users that are there become those of another mix, with as few as possible ended: whoever is of a type that is wanted elsewhere takes a place there, and only those of
/// whom there are too many are replaced. Places nobody has stay empty. Pure arithmetic.
/// </summary>
/// <param name="Swaps">Places whose users, or one of them and nobody, change with each other, in this order.</param>
/// <param name="Replacements">Places whose users must then be replaced by users of another type, in order.</param>
internal sealed record MixChange(IReadOnlyList<(int One, int Other)> Swaps, IReadOnlyList<int> Replacements)
{
    /// <summary>Finds it out.</summary>
    /// <param name="places">The places in order: the number of each, and the type of the user there; null for an empty one.</param>
    /// <param name="wanted">The type a place is to have.</param>
    public static MixChange Of(IReadOnlyList<(int Place, string? Type)> places, Func<int, string> wanted)
    {
        var types = places.ToDictionary(place => place.Place, place => place.Type);
        var want = places.ToDictionary(place => place.Place, place => wanted(place.Place));
        var misplaced = new Dictionary<string, SortedSet<int>>(StringComparer.Ordinal);
        foreach (var (place, type) in places)
        {
            Note(place, type);
        }

        List<(int, int)> swaps = [];
        foreach (var (place, _) in places.OrderBy(place => place.Type is null))
        {
            if (types[place] == want[place] || !misplaced.TryGetValue(want[place], out var candidates) || candidates.Count == 0)
            {
                continue;
            }

            var from = candidates.Min;
            var displaced = types[place];
            candidates.Remove(from);
            if (displaced is not null)
            {
                misplaced[displaced].Remove(place);
            }

            (types[place], types[from]) = (types[from], displaced);
            Note(from, displaced);
            swaps.Add((place, from));
        }

        return new(swaps, [.. misplaced.Values.SelectMany(set => set).Order()]);

        void Note(int place, string? type)
        {
            if (type is null || type == want[place])
            {
                return;
            }

            if (!misplaced.TryGetValue(type, out var set))
            {
                misplaced.Add(type, set = []);
            }

            set.Add(place);
        }
    }
}

using Cicada.Influx.Selection;

namespace Cicada.Storage;

/// <content>What statements of InfluxQL need that the other doors do not give.</content>
public sealed partial class Store
{
    // Boards ask the same again and again.
    private const int MostRemembered = 256;

    // Under the gate: answers that are true as long as nothing has changed.
    private readonly Dictionary<string, object> _remembered = new(StringComparer.Ordinal);
    private long _rememberedChanges;

    /// <summary>An answer that follows from what is in the store alone; given again as long as nothing has changed.</summary>
    /// <param name="question">What is asked, in full.</param>
    /// <param name="answer">Finds the answer.</param>
    /// <param name="isSmall">Whether it may be kept.</param>
    internal T Remembered<T>(string question, Func<T> answer, Func<T, bool> isSmall)
        where T : notnull => Read(_ =>
    {
        if (_rememberedChanges != _changes)
        {
            _remembered.Clear();
            _rememberedChanges = _changes;
        }

        if (_remembered.TryGetValue(question, out var known))
        {
            return (T)known;
        }

        var found = answer();
        if (_remembered.Count < MostRemembered && isSmall(found))
        {
            _remembered.Add(question, found);
        }

        return found;
    });

    /// <summary>One change that gives an answer. What it throws lets go of the file, so what is wrong with a statement it says in its answer.</summary>
    internal T ChangeFile<T>(Func<StoreFile, T> change) => Change(_ => change(_ownership.File));

    /// <summary>Looks at once for points that are older than their retention policies keep them.</summary>
    internal void HurryRetention() => _retention.Hurry();

    /// <summary>Refuses a retention policy that is not there, in the words of InfluxDB.</summary>
    /// <exception cref="QueryFailedException">There is none of that name.</exception>
    internal void RequirePolicy(string database, string policy)
    {
        if (Read(catalogue => catalogue.FindDatabase(database)?.Find(policy)) is null)
        {
            throw new QueryFailedException($"retention policy not found: {policy}");
        }
    }
}

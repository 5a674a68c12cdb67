using Cicada.Influx.Selection;

namespace Cicada.Storage;

/// <content>What statements of InfluxQL need that the other doors do not give.</content>
public sealed partial class Store
{
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

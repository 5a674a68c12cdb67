namespace Cicada.Storage;

/// <summary>A database of the store and its retention policies. Changed by <see cref="Catalogue"/> alone.</summary>
internal sealed class StoreDatabase(int id, string name)
{
    public int Id => id;

    public string Name => name;

    /// <summary>Policies with the ids by which the file knows them, in the order they were created.</summary>
    public List<(int Id, RetentionPolicy Policy)> Policies { get; } = [];

    /// <summary>The name of the policy that is meant where none is named. InfluxDB goes on naming one that was dropped, mostly the one every database begins with.</summary>
    public string DefaultPolicy => Find(null)?.Policy.Name ?? (Find(RetentionPolicy.DefaultName) is null ? RetentionPolicy.DefaultName : "");

    /// <summary>A policy by its name, or the one that is meant where none is named.</summary>
    public (int Id, RetentionPolicy Policy)? Find(string? policy)
    {
        foreach (var entry in Policies)
        {
            if (policy is null ? entry.Policy.IsDefault : entry.Policy.Name == policy)
            {
                return entry;
            }
        }

        return null;
    }
}

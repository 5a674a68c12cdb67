namespace Cicada.RunsApi;

/// <summary>A task of a user type.</summary>
/// <param name="Name">Its name; of a task in a set with the set's before it.</param>
/// <param name="Weight">Its weight among its siblings.</param>
/// <param name="Share">Its share of all tasks of the user type, 0 to 1.</param>
/// <param name="Labels">Its labels.</param>
internal sealed record FormTask(string Name, double Weight, double Share, IReadOnlyList<string> Labels);

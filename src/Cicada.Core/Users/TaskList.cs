namespace Cicada.Users;

/// <summary>The tasks of a user or task set.</summary>
internal sealed class TaskList;

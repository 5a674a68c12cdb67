namespace Cicada.Users;

/// <summary>How the next task of a list is found.</summary>
internal enum TaskOrder
{
    Weighted,
    Sequential,
    Markov,
}

namespace Cicada.Storage.Queries;

/// <summary>What of a run's course is asked for.</summary>
[Flags]
internal enum CourseParts
{
    None = 0,
    Requests = 1,
    Users = 2,
    Generator = 4,
    All = Requests | Users | Generator,
}

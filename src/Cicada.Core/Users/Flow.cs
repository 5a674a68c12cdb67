namespace Cicada.Users;

/// <summary>What a task can say about what comes next.</summary>
internal enum Flow
{
    StopUser,
    Reschedule,
    RescheduleImmediately,
    LeaveTaskSet,
    LeaveTaskSetImmediately,
    StopRun,
}

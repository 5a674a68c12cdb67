namespace Cicada.Data;

/// <summary>What happens to a user that asks a feeder with nothing left.</summary>
internal enum FeederEnd
{
    BeginAgain,
    StopUser,
    StopRun,
    Fail,
}

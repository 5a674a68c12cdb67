namespace Cicada.Sockets;

/// <summary>How the code of a user type treats the thread it is given: whether it has been seen to block one.</summary>
internal sealed class Conduct(string userType)
{
    private bool _blocks;

    public string UserType => userType;

    /// <summary>True once it has blocked the thread of a loop. Its users go on on the thread pool then.</summary>
    public bool Blocks
    {
        get => Volatile.Read(ref _blocks);
        set => Volatile.Write(ref _blocks, value);
    }
}

namespace Cicada;

/// <summary>A system under test that a test starts for itself when it is given no host. It is disposed after the run.</summary>
public interface ITarget : IAsyncDisposable
{
    /// <summary>The address of the target, absolute.</summary>
    Uri Address { get; }
}

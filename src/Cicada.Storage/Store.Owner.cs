namespace Cicada.Storage;

public sealed partial class Store
{
    /// <summary>Says beside the file where this process answers, for whoever finds the store in use.</summary>
    internal void Announce(Uri address)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            _ownership.Announce(address.GetLeftPart(UriPartial.Authority));
        }
    }
}

using System.Security.Cryptography;

namespace Cicada.Storage;

public sealed partial class Store
{
    /// <summary>Says beside the file where this process answers, for whoever finds the store in use.</summary>
    /// <returns>What commands of the same user show to be let in: a text nobody can guess, which stands in a file only the user can read.</returns>
    internal string Announce(Uri address)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            _ownership.Announce(address.GetLeftPart(UriPartial.Authority), token);
            return token;
        }
    }
}

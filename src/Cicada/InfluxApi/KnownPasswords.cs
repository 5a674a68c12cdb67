using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Cicada.Storage.InfluxQl;

namespace Cicada.InfluxApi;

/// <summary>
/// Remembers which passwords were found right, since finding that out is slow on purpose and a writer shows its password with each batch. What is remembered is a digest
/// under a key of this process, tied to the hash in the store: when the password changes there, it is forgotten here.
/// </summary>
internal sealed class KnownPasswords
{
    private const int Most = 1000;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentDictionary<string, byte[]> _digests = new(StringComparer.Ordinal);

    public bool Has(InfluxUser user, string password) =>
        _digests.TryGetValue(user.Name, out var known) && CryptographicOperations.FixedTimeEquals(known, DigestOf(user, password));

    public void Add(InfluxUser user, string password)
    {
        if (_digests.Count >= Most)
        {
            _digests.Clear();
        }

        _digests[user.Name] = DigestOf(user, password);
    }

    private byte[] DigestOf(InfluxUser user, string password) =>
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{user.PasswordHash}\0{user.Name}\0{password}"));
}

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
    private const int Most = 10_000;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentDictionary<string, byte[]> _digests = new(StringComparer.Ordinal);

    // In the order they were found out, which is the order they are forgotten in where there are too many. Under the gate, as is adding.
    private readonly Queue<string> _names = [];
    private readonly Lock _gate = new();

    public bool Has(InfluxUser user, string password) =>
        _digests.TryGetValue(user.Name, out var known) && CryptographicOperations.FixedTimeEquals(known, DigestOf(user, password));

    public void Add(InfluxUser user, string password)
    {
        var digest = DigestOf(user, password);
        lock (_gate)
        {
            if (!_digests.ContainsKey(user.Name))
            {
                if (_names.Count >= Most)
                {
                    _digests.TryRemove(_names.Dequeue(), out _);
                }

                _names.Enqueue(user.Name);
            }

            _digests[user.Name] = digest;
        }
    }

    private byte[] DigestOf(InfluxUser user, string password) =>
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{user.PasswordHash}\0{user.Name}\0{password}"));
}

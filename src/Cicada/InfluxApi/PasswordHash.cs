using Cicada.Storage.InfluxQl;
using Microsoft.AspNetCore.Identity;

namespace Cicada.InfluxApi;

/// <summary>Passwords hashed as ASP.NET Core Identity does it: PBKDF2 with HMAC-SHA512, a salt for each, 100,000 rounds.</summary>
internal sealed class PasswordHash : IPasswordHash
{
    private readonly PasswordHasher<string> _hasher = new();

    public string Of(string password) => _hasher.HashPassword("", password);

    public bool Verify(string hash, string password)
    {
        try
        {
            return _hasher.VerifyHashedPassword("", hash, password) != PasswordVerificationResult.Failed;
        }
        catch (FormatException)
        {
            // Not one of ours: nobody gets in by it.
            return false;
        }
    }
}

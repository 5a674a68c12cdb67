namespace Cicada.RunsApi;

/// <summary>Who wants to come in.</summary>
/// <param name="Password">The password, or a token.</param>
/// <param name="User">The name; null where there is only a token.</param>
internal sealed record Login(string Password, string? User = null)
{
    // Never the password.
    public override string ToString() => $"{nameof(Login)} {{ User = {User} }}";
}

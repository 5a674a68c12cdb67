using Microsoft.AspNetCore.Http;

namespace Cicada.Web;

/// <summary>What a name and a password are good for.</summary>
/// <param name="Caller">Says who it is, each time anew: a user may be removed or lose a right meanwhile, which gives null. Null where name and password are wrong.</param>
/// <param name="Status">The status of the refusal.</param>
/// <param name="Refusal">Why they are refused.</param>
internal readonly record struct WebLogin(Func<WebCaller?>? Caller, int Status = StatusCodes.Status401Unauthorized, string Refusal = "The name or the password is wrong.")
{
    public static readonly WebLogin Wrong = new(null, StatusCodes.Status401Unauthorized);

    public static readonly WebLogin TooMany = new(
        null, StatusCodes.Status503ServiceUnavailable, "Too many passwords from this address are being checked. Try again in a second.");
}

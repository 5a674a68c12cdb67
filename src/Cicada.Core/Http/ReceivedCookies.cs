using System.Net;

namespace Cicada.Http;

/// <summary>What answers do to the cookies of a user, where the handler of the platform does not see to it.</summary>
internal static class ReceivedCookies
{
    /// <summary>Keeps what an answer sets.</summary>
    public static void Keep(CookieContainer cookies, Uri from, IEnumerable<string> values)
    {
        foreach (var value in values)
        {
            try
            {
                cookies.SetCookies(from, value);
            }
            catch (CookieException)
            {
                // One that makes no sense is left out, as over the platform's connections.
            }
        }
    }
}

using Microsoft.AspNetCore.Http;

namespace Cicada.Web;

/// <summary>Which compression a client takes.</summary>
internal static class ContentCoding
{
    public const string Brotli = "br";

    public const string Gzip = "gzip";

    /// <summary>Whether a client takes answers compressed like this.</summary>
    public static bool Accepts(HttpRequest request, string coding)
    {
        foreach (var part in request.Headers.AcceptEncoding.ToString().Split(',', StringSplitOptions.TrimEntries))
        {
            var name = part.Split(';', 2, StringSplitOptions.TrimEntries);
            if (string.Equals(name[0], coding, StringComparison.OrdinalIgnoreCase))
            {
                // Said with a weight of nothing, it is refused.
                return name.Length == 1 || name[1].Replace(" ", "", StringComparison.Ordinal).TrimEnd('0') is not ("q=" or "q=0.");
            }
        }

        return false;
    }
}

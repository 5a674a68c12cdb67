using System.Text.RegularExpressions;
using Cicada.Web;

namespace Cicada.Options;

/// <summary>Reads what belongs to a listener, for whoever has one.</summary>
internal static partial class WebOptionsReader
{
    private const int ShortestSecret = 8;

    /// <summary>Reads it.</summary>
    /// <param name="read">Reads values.</param>
    /// <param name="values">What was given.</param>
    /// <param name="port">The option that says the port.</param>
    /// <param name="defaultPort">The port unless one is given.</param>
    /// <param name="problems">Takes a sentence for each that makes no sense.</param>
    public static WebHostOptions Read(OptionReader read, IReadOnlyDictionary<string, OptionValue> values, OptionSpec port, int defaultPort, List<string> problems)
    {
        var defaults = new WebHostOptions();
        var certificate = read.Text(WebOptionSpecs.TlsCert);
        var key = read.Text(WebOptionSpecs.TlsKey);
        if (key is not null && certificate is null)
        {
            problems.Add("The option '--tls-key' stands alone; it names the key of a certificate. Add '--tls-cert FILE'.");
        }

        return defaults with
        {
            Address = read.Text(WebOptionSpecs.WebHost) ?? defaults.Address,
            Port = (int)(read.Whole(port, "The port", 0, 65535, $"{port.Name} {defaultPort}") ?? defaultPort),
            PortOption = port.Name,
            AllowedHosts = read.Words(WebOptionSpecs.AllowedHost),
            CorsOrigins = [.. read.Words(WebOptionSpecs.CorsOrigin).Select(origin => origin.TrimEnd('/'))],
            BasePath = BasePath(read, values, problems),
            Secret = Secret(read, values, problems),
            TlsCertificate = certificate,
            TlsKey = key,
            TlsPassword = read.Text(WebOptionSpecs.TlsPassword),
        };
    }

    /// <summary>Refuses to let everybody in who is not on this machine: whoever reaches the port reads, changes and deletes everything.</summary>
    /// <param name="web">What belongs to the listener.</param>
    /// <param name="asksForUsers">Whether InfluxDB's users have to show their passwords.</param>
    /// <param name="remedy">The option to add, with what else helps, as it stands in a sentence behind 'Add'.</param>
    /// <param name="problems">Takes the sentences.</param>
    public static void RequireAccess(WebHostOptions web, bool asksForUsers, string remedy, List<string> problems)
    {
        var isOpen = web.Secret is null && !asksForUsers;
        try
        {
            if (isOpen && !ListenAddress.Of(web.Address).IsLoopback)
            {
                problems.Add(
                    $"The address to listen on is '{web.Address}', which other machines reach, and nobody is asked for a password; expected a password, or an address of this machine alone. "
                    + $"Add {remedy}, or leave '--web-host' out.");
            }
        }
        catch (WebHostException exception)
        {
            problems.Add(exception.Message);
        }

        if (isOpen && web.CorsOrigins.Contains("*"))
        {
            problems.Add(
                "The option '--cors-origin' is '*', and nobody is asked for a password: any page in a browser of this machine could read and delete everything. "
                + $"Add {remedy}, or name the origins, such as '--cors-origin https://boards.example.org'.");
        }
    }

    private static string BasePath(OptionReader read, IReadOnlyDictionary<string, OptionValue> values, List<string> problems)
    {
        if (read.Text(WebOptionSpecs.WebBasePath) is not { } text)
        {
            return "";
        }

        var path = text.TrimEnd('/');
        if (path.Length == 0 || Path().IsMatch(path))
        {
            return path;
        }

        problems.Add(
            $"The base path is '{text}'{values[WebOptionSpecs.WebBasePath.Key].Place}; expected a slash and names of letters, digits and '-', '_', '.', '~', with slashes between. "
            + "Write for instance '--web-base-path /cicada'.");
        return "";
    }

    // What it is, is said nowhere.
    private static WebSecret? Secret(OptionReader read, IReadOnlyDictionary<string, OptionValue> values, List<string> problems)
    {
        if (read.Text(WebOptionSpecs.WebAuth) is not { } text)
        {
            return null;
        }

        var password = text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..];
        if (password.Length >= ShortestSecret && !text.StartsWith(':'))
        {
            return new WebSecret(text);
        }

        problems.Add(
            text.StartsWith(':')
                ? $"The option '--web-auth' begins with ':'{values[WebOptionSpecs.WebAuth.Key].Place}; expected a name before it, or a token without. Write 'user:password'."
                : $"The password or token of '--web-auth' has {password.Length} characters{values[WebOptionSpecs.WebAuth.Key].Place}; expected {ShortestSecret} or more, since anybody may guess. Take a longer one.");
        return null;
    }

    [GeneratedRegex(@"^(/(?!\.{1,2}(/|$))[A-Za-z0-9\-_.~]+)+$")]
    private static partial Regex Path();
}

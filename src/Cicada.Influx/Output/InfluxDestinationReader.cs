using System.Net.Http.Headers;

namespace Cicada.Influx;

/// <summary>Makes a destination from an address and what was said beside it, and collects a sentence for each thing that makes no sense. No sentence has a secret in it.</summary>
/// <param name="options">What was said.</param>
/// <param name="environment">Where variables are looked up.</param>
/// <param name="problems">Takes the sentences.</param>
internal sealed class InfluxDestinationReader(InfluxOptions options, Func<string, string?> environment, List<string> problems)
{
    /// <summary>What a token begins with that is only the name of a variable.</summary>
    public const string FromVariable = "env:";

    private const string Forms = "'http://localhost:8086/DATABASE' (1.x), 'http://localhost:8086?org=ORG&bucket=BUCKET' (2.x) or 'http://localhost:8181?database=DATABASE' (3.x)";

    private static readonly string[] Known = ["org", "bucket", "database", "token"];

    private readonly InfluxAddress _address = new(options.Address);
    private readonly int _problemsBefore = problems.Count;
    private readonly Dictionary<string, string> _query = [];

    private string Server => _address.Scheme + "://" + _address.Host;

    /// <summary>The destination, or null when a sentence was added.</summary>
    public InfluxDestination? Read()
    {
        if (ReadServer() is not { } server || !ReadQuery() || IsPastedPath())
        {
            return null;
        }

        var (user, password) = Credentials();
        var (token, variable) = Token();
        var organization = Name("org", "organization", _query.GetValueOrDefault("org")) ?? Name("InfluxOptions.Organization", "organization", options.Organization, isEscaped: false);
        var bucket = Name("bucket", "bucket", _query.GetValueOrDefault("bucket")) ?? Name("InfluxOptions.Bucket", "bucket", options.Bucket, isEscaped: false);
        var database = Name("database", "database", _query.GetValueOrDefault("database"));
        var (version, name, policy) = Place(bucket, database, organization);
        return problems.Count > _problemsBefore || name is null
            ? null
            : new InfluxDestination
            {
                Server = server,
                Version = version,
                Database = name,
                RetentionPolicy = policy,
                Organization = organization,
                User = user,
                Password = password,
                Token = token,
                TokenVariable = variable,
            };
    }

    private Uri? ReadServer()
    {
        if (_address.Text.Length == 0)
        {
            return Refuse<Uri>($"The InfluxDB address is ''; expected one like {Forms}. Write one, or leave it out.");
        }

        if (_address.HasStrayAt)
        {
            return Refuse<Uri>($"{Address} has an '@' behind its host; in a name or a password '@' is written '%40', and likewise '/' '%2F', '?' '%3F' and '#' '%23'. Write it so, or give the password on its own with '--influx-password'.");
        }

        if (_address.Scheme.Length == 0)
        {
            return Refuse<Uri>($"{Address} has no scheme; expected 'http://' or 'https://' before it. Write 'http://{_address.Shown.TrimStart('/')}'.");
        }

        if (!_address.Scheme.Equals("http", StringComparison.OrdinalIgnoreCase) && !_address.Scheme.Equals("https", StringComparison.OrdinalIgnoreCase))
        {
            return Refuse<Uri>($"{Address} begins with '{_address.Scheme}://'; InfluxDB is spoken to with 'http://' or 'https://'. Write one of them.");
        }

        if (_address.Text.Contains('\\', StringComparison.Ordinal))
        {
            return Refuse<Uri>($"{Address} has a backslash; names are separated with '/'. Write '/', or '%5C' where a backslash is a part of a user's name or password.");
        }

        if (_address.Host.Length == 0)
        {
            return Refuse<Uri>($"{Address} names no host; expected one like {Forms}. Write it behind '://'.");
        }

        if (!Uri.TryCreate(Server + "/", UriKind.Absolute, out var server) || server.Host.Length == 0 || server.Port == 0 || server.UserInfo.Length > 0 || server.AbsolutePath != "/")
        {
            return Refuse<Uri>($"{Address} has the host '{_address.Host}'; expected a name or an address, and perhaps ':' and a port from 1 to 65535, for instance 'localhost:8086' or '[::1]:8086'. Correct it.");
        }

        if (_address.Fragment is not null)
        {
            problems.Add($"{Address} has a '#'; a server never sees what is behind it. Leave it out, or write '%23' where it is a part of a name or password.");
        }

        return new Uri(server.GetLeftPart(UriPartial.Authority));
    }

    // Adds to _query, and says whether it makes sense to read on: what is missing then is missing because of a word that is written otherwise.
    private bool ReadQuery()
    {
        var isGood = true;
        foreach (var (key, value) in _address.Query)
        {
            if (!Known.Contains(key))
            {
                // In a pasted address these have their meaning, and one sentence says what becomes of all of them.
                isGood &= IsPasted || RefuseKey(key, value);
            }
            else if (!_query.TryAdd(key, value ?? ""))
            {
                problems.Add($"{Address} has '{key}=' twice; once is enough. Leave one of them out.");
            }
            else if (string.IsNullOrEmpty(value))
            {
                problems.Add($"{Address} has nothing behind '{key}'; expected '{key}=' and its value. Write it, or leave '{key}' out.");
                isGood = false;
            }
        }

        return isGood;
    }

    private bool RefuseKey(string key, string? value)
    {
        string instead;
        switch (key.ToLowerInvariant())
        {
            case "db":
                instead = $"Write '{Server}/{Harmless(value, "DATABASE")}'.";
                break;
            case "rp":
                instead = $"A retention policy stands behind the database: write '{Server}/DATABASE/{Harmless(value, "POLICY")}'.";
                break;
            case "u" or "user" or "username" or "p" or "pass" or "password":
                instead = "A user's name and password stand before the host, 'http://USER:PASSWORD@HOST', or are given with '--influx-user' and '--influx-password'. Write them there.";
                break;
            case "precision":
                instead = "Times are always sent in nanoseconds. Leave it out.";
                break;
            case "consistency" or "epoch" or "q":
                instead = "Leave it out.";
                break;
            default:
                instead = Meant(key) is { } meant ? $"Did you mean '{meant}'?" : "Leave it out.";
                break;
        }

        problems.Add($"{Address} has {(InfluxAddress.ShownKey(key) is { } shown ? $"'{shown}'" : "something")} behind its '?'; expected 'org' and 'bucket', or 'database', and perhaps 'token'. {instead}");
        return false;
    }

    // Somebody has seen an address of the API itself in another tool's settings.
    private bool IsPasted => _address.Segments switch
    {
        ["write" or "query" or "ping" or "health"] => true,
        ["api", "v1" or "v2" or "v3", ..] => true,
        _ => false,
    };

    private bool IsPastedPath()
    {
        if (!IsPasted)
        {
            return false;
        }

        var query = _address.Query.Where(pair => !string.IsNullOrEmpty(pair.Value)).GroupBy(pair => pair.Key).ToDictionary(pairs => pairs.Key, pairs => pairs.First().Value);
        var database = query.GetValueOrDefault("db") ?? query.GetValueOrDefault("database");
        var place = _address.Segments switch
        {
            ["api", "v2", ..] => $"?org={query.GetValueOrDefault("org") ?? query.GetValueOrDefault("orgID") ?? "ORG"}&bucket={query.GetValueOrDefault("bucket") ?? "BUCKET"}",
            ["api", "v3", ..] => $"?database={database ?? "DATABASE"}",
            _ => $"/{database ?? "DATABASE"}" + (query.TryGetValue("rp", out var policy) ? "/" + policy : ""),
        };
        problems.Add($"{Address} has the path '/{string.Join('/', _address.Segments)}', which belongs to the server's API and is added by itself; expected the server and a place in it. Write '{Server}{place}'"
            + (query.Keys.Any(key => key is "u" or "p") ? ", and the user with '--influx-user' and '--influx-password'." : "."));
        return true;
    }

    private (InfluxVersion Version, string? Name, string? Policy) Place(string? bucket, string? database, string? organization)
    {
        var names = _address.Segments;
        if (names.Count > 2)
        {
            problems.Add($"{Address} has {names.Count} names in its path; expected a database and perhaps a retention policy: '{Server}/DATABASE/POLICY'. Leave out the others; where a '/' is a part of a bucket's name, write it behind '?bucket='.");
        }

        var path = names.Count > 0 ? Name("the path", "database", names[0]) : null;
        var policy = names.Count > 1 ? Name("the path", "retention policy", names[1]) : null;
        if (names.Count > 2 || (names.Count > 0 && path is null) || (names.Count > 1 && policy is null))
        {
            return default;
        }

        var places = new[] { path, bucket, database }.Count(place => place is not null);
        if (places > 1)
        {
            var found = string.Join(" and ", new[] { path is null ? null : $"the database '{path}' in its path", bucket is null ? null : $"the bucket '{bucket}'", database is null ? null : $"'database={database}'" }.OfType<string>());
            return Refuse($"{Address} is given {found}; points go to one place. Keep one of them{(bucket is not null && !_query.ContainsKey("bucket") ? ": with several addresses, write the bucket in the one it is meant for" : "")}.");
        }

        return places == 0 ? RefuseNowhere(organization)
            : path is not null ? InPath(path, policy, organization)
            : bucket is not null ? InBucket(bucket, organization)
            : InDatabase(database!, organization);
    }

    private (InfluxVersion, string?, string?) RefuseNowhere(string? organization) =>
        organization is not null || options.Version == InfluxVersion.V2
            ? Refuse($"{Address} names no bucket{(organization is null ? "" : $", only the organization '{organization}'")}; in InfluxDB 2.x points go to a bucket of an organization. Write '{Server}?org={Uri.EscapeDataString(organization ?? "ORG")}&bucket=BUCKET', in quotes, since a shell ends the command at '&', or add '--influx-bucket BUCKET'.")
            : options.Version == InfluxVersion.V3
                ? Refuse($"{Address} names no database; points go to one. Write '{Server}?database=DATABASE'.")
                : Refuse($"{Address} names no place in the server; expected a database (1.x), a bucket (2.x) or a database (3.x). Write '{Server}/DATABASE', '{Server}?org=ORG&bucket=BUCKET' or '{Server}?database=DATABASE'; with 1.x a database that does not exist is created.");

    private (InfluxVersion, string?, string?) InPath(string database, string? policy, string? organization)
    {
        var version = options.Version;
        if (organization is not null && version is InfluxVersion.V1 or InfluxVersion.V3)
        {
            RefuseOrganization(organization, version);
        }

        if (version == InfluxVersion.V2 && organization is null)
        {
            RefuseWithoutOrganization(database);
        }

        if (policy is not null && version is InfluxVersion.V2 or InfluxVersion.V3)
        {
            problems.Add(version == InfluxVersion.V2
                ? $"{Address} names the retention policy '{policy}', and the version is 2; only 1.x has them, in 2.x each bucket has its own. Write '{Server}?org=ORG&bucket={Uri.EscapeDataString(database)}', or '…&bucket={Uri.EscapeDataString(database)}/{Uri.EscapeDataString(policy)}' for the bucket of that name."
                : $"{Address} names the retention policy '{policy}', and the version is 3; only 1.x has them. Write '{Server}?database={Uri.EscapeDataString(database)}'.");
        }

        if (version is InfluxVersion.Auto or InfluxVersion.V1 && new[] { database, policy }.FirstOrDefault(name => name is "." or ".." || name?.AsSpan().IndexOfAny(@"/\") >= 0) is { } bad)
        {
            problems.Add($"{Address} has the name '{bad}' in its path; in InfluxDB 1.x a name is neither '.' nor '..' and has no '/' or '\\' in it. Choose another.");
        }

        return (version, database, policy);
    }

    private (InfluxVersion, string?, string?) InBucket(string bucket, string? organization)
    {
        if (options.Version is InfluxVersion.V1 or InfluxVersion.V3)
        {
            problems.Add($"{Address} is given the bucket '{bucket}', and the version is {Number(options.Version)}; only 2.x has buckets. "
                + (options.Version == InfluxVersion.V1 ? $"Write '{Server}/DATABASE'" : $"Write '{Server}?database=DATABASE'") + ", or leave out '--influx-version'.");
        }
        else if (organization is null)
        {
            RefuseWithoutOrganization(bucket);
        }

        return (InfluxVersion.V2, bucket, null);
    }

    private (InfluxVersion, string?, string?) InDatabase(string database, string? organization)
    {
        if (options.Version is InfluxVersion.V1 or InfluxVersion.V2)
        {
            problems.Add($"{Address} has 'database={database}', which is 3.x's, and the version is {Number(options.Version)}. "
                + (options.Version == InfluxVersion.V1 ? $"Write '{Server}/{Uri.EscapeDataString(database)}'" : $"Write '{Server}?org=ORG&bucket={Uri.EscapeDataString(database)}'") + ", or leave out '--influx-version'.");
        }
        else if (organization is not null)
        {
            RefuseOrganization(organization, InfluxVersion.V3);
        }

        return (InfluxVersion.V3, database, null);
    }

    private void RefuseOrganization(string organization, InfluxVersion version) =>
        problems.Add($"{Address} is given the organization '{organization}', and is one of {Number(version)}.x; only 2.x has organizations. "
            + (_query.ContainsKey("org") ? "Leave 'org' out, or write the bucket for 'database'." : "With several addresses, write 'org=' in the one it is meant for; else leave it out."));

    private void RefuseWithoutOrganization(string bucket) =>
        problems.Add($"{Address} is given the bucket '{bucket}' and no organization; in InfluxDB 2.x a bucket belongs to one. Write '{Server}?org=ORG&bucket={Uri.EscapeDataString(bucket)}', in quotes, since a shell ends the command at '&', or add '--influx-org ORG'.");

    private (string? User, string? Password) Credentials()
    {
        var split = _address.UserInfo?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        var user = _address.UserInfo is not { } both ? null : Uri.UnescapeDataString(split < 0 ? both : both[..split]);
        var password = split < 0 ? null : Uri.UnescapeDataString(_address.UserInfo![(split + 1)..]);

        // Who is named in an address with his password, or with a token, needs nothing of what is meant for all addresses.
        var isComplete = password is not null || _query.ContainsKey("token");
        user ??= isComplete ? null : NullIfEmpty(options.User);
        password ??= isComplete ? null : NullIfEmpty(options.Password);
        if (user?.Length == 0)
        {
            problems.Add($"{Address} has no user's name before its ':' or '@'; expected 'http://USER:PASSWORD@HOST'. Write one, or leave both out; a token is written behind '?token='.");
        }
        else if (user is null != password is null && !(user is null && isComplete))
        {
            problems.Add(user is null
                ? $"{Address} is given a password and no user; a password belongs to one. Add '--influx-user NAME', or leave the password out; a token is given with '--influx-token'."
                : $"{Address} is given a user and no password. Give it with the variable CICADA_INFLUX_PASSWORD or '--influx-password'.");
        }

        if (user?.Contains(':', StringComparison.Ordinal) == true)
        {
            problems.Add($"{Address} is given a user whose name has a ':' in it; it cannot be told from the password in what is sent. Choose another user.");
        }

        if (HasControl(user) || HasControl(password))
        {
            problems.Add($"{Address} is given a user's name or password with a line break or another control character in it; no server takes that. Look for a line break at the end of the file or variable it comes from.");
        }

        return (user, password);
    }

    private (string? Token, string? Variable) Token()
    {
        // Tokens have no blanks, and may have a '+': it is left as it is.
        var inAddress = _query.TryGetValue("token", out var written) ? Uri.UnescapeDataString(written) : null;
        var token = inAddress ?? (_address.UserInfo?.Contains(':', StringComparison.Ordinal) == true ? null : NullIfEmpty(options.Token));
        if (string.IsNullOrEmpty(token))
        {
            return default;
        }

        string? variable = null;
        if (token.StartsWith(FromVariable, StringComparison.Ordinal))
        {
            variable = token[FromVariable.Length..];
            token = variable.Length == 0 ? null : environment(variable);
            if (string.IsNullOrEmpty(token))
            {
                problems.Add(variable.Length == 0
                    ? $"{Address} is given 'env:' for a token, without the name of a variable. Write one behind it: 'env:INFLUX_TOKEN'."
                    : $"{Address} takes its token from the variable '{InfluxAddress.ShownVariable(variable)}', which is not set. Set it, or give the token with CICADA_INFLUX_TOKEN.");
                return default;
            }
        }

        if (!AuthenticationHeaderValue.TryParse("Token " + token, out _) || token.Any(character => character is <= ' ' or > '~'))
        {
            problems.Add($"{Address} is given a token with a blank, a line break or a letter in it that no token has. Copy it again; look for a line break at its end.");
        }

        return (token, variable);
    }

    private string? Name(string place, string what, string? written, bool isEscaped = true)
    {
        if (written is null || (written.Length == 0 && place != "the path"))
        {
            // Said where the query is read; an option that is empty is not given.
            return null;
        }

        var name = !isEscaped ? written : Uri.UnescapeDataString(place == "the path" ? written : written.Replace('+', ' '));
        if (string.IsNullOrWhiteSpace(name))
        {
            return Refuse<string>($"{Address} has an empty name for the {what}; expected one. Write '{Server}/DATABASE', without two slashes in a row.");
        }

        return HasControl(name)
            ? Refuse<string>($"{Address} is given the {what} '{name}', with a control character in it; a name has letters, digits and signs. Choose another.")
            : name;
    }

    private string Address => $"The InfluxDB address '{_address.Shown}'";

    private T? Refuse<T>(string problem)
        where T : class
    {
        problems.Add(problem);
        return null;
    }

    private (InfluxVersion, string?, string?) Refuse(string problem)
    {
        problems.Add(problem);
        return default;
    }

    private static string? Meant(string key) => key.ToLowerInvariant() switch
    {
        "organisation" or "organization" or "orgid" or "org-name" or "orgname" or "orga" => "org",
        "buckets" or "buket" or "bucketid" or "bucketname" => "bucket",
        "databases" or "dbname" or "dbase" or "databse" or "datbase" => "database",
        "tokn" or "tocken" or "apitoken" or "api_token" or "auth" => "token",
        var word => Known.FirstOrDefault(known => known.Equals(word, StringComparison.Ordinal) || (word.Length > 2 && known.StartsWith(word, StringComparison.Ordinal))),
    };

    private static string Harmless(string? value, string otherwise) => string.IsNullOrEmpty(value) ? otherwise : value;

    private static string Number(InfluxVersion version) => version switch { InfluxVersion.V1 => "1", InfluxVersion.V2 => "2", _ => "3" };

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static bool HasControl(string? text) => text is not null && text.Any(char.IsControl);
}

using CsCheck;

namespace Cicada.Influx.Tests;

public sealed class InfluxDestinationTests
{
    private static readonly Dictionary<string, string> Variables = new() { ["INFLUX_TOKEN"] = "from-the-variable", ["lower"] = "from-lower", ["EMPTY"] = "" };

    [Theory]
    [InlineData("http://localhost:8086/mydb", "http://localhost:8086/mydb", InfluxVersion.Auto, "mydb", null, null, "1.x")]
    [InlineData("http://localhost:8086/mydb/", "http://localhost:8086/mydb", InfluxVersion.Auto, "mydb", null, null, "a slash at the end")]
    [InlineData("  http://localhost:8086/mydb\n", "http://localhost:8086/mydb", InfluxVersion.Auto, "mydb", null, null, "blanks around it")]
    [InlineData("http://localhost:8086/mydb/week", "http://localhost:8086/mydb/week", InfluxVersion.Auto, "mydb", "week", null, "a retention policy")]
    [InlineData("https://influx.example/my%20db/one%2Btwo", "https://influx.example/my%20db/one%2Btwo", InfluxVersion.Auto, "my db", "one+two", null, "escapes")]
    [InlineData("HTTP://LOCALHOST/My+Db", "http://localhost/My%2BDb", InfluxVersion.Auto, "My+Db", null, null, "case, no port, and a plus in a path is a plus")]
    [InlineData("http://[::1]:8086/mydb", "http://[::1]:8086/mydb", InfluxVersion.Auto, "mydb", null, null, "IPv6")]
    [InlineData("http://host:8086?org=o&bucket=b", "http://host:8086?org=o&bucket=b", InfluxVersion.V2, "b", null, "o", "2.x")]
    [InlineData("http://host:8086/?bucket=db/rp&org=me@example.com", "http://host:8086?org=me%40example.com&bucket=db%2Frp", InfluxVersion.V2, "db/rp", null, "me@example.com", "a slash before the question mark, a bucket with one, an organization that is a mail address")]
    [InlineData("http://host:8086?org=My+Org&bucket=b%2Bc", "http://host:8086?org=My%20Org&bucket=b%2Bc", InfluxVersion.V2, "b+c", null, "My Org", "a plus in a query is a blank")]
    [InlineData("http://host:8181?database=d", "http://host:8181?database=d", InfluxVersion.V3, "d", null, null, "3.x")]
    [InlineData("http://host:8086/mydb?org=o", "http://host:8086/mydb", InfluxVersion.Auto, "mydb", null, "o", "a database, or a bucket of an organization: the server says")]
    public void An_address_names_a_place(string address, string shown, InfluxVersion version, string database, string? policy, string? organization, string gloss)
    {
        var destination = Read(new InfluxOptions { Address = address });

        Assert.Equal((shown, version, database, policy, organization), (destination.ToString(), destination.Version, destination.Database, destination.RetentionPolicy, destination.Organization));
        Assert.True(destination.Server.PathAndQuery == "/", gloss);
    }

    [Theory]
    [InlineData(InfluxVersion.V1, null, "http://h/db", InfluxVersion.V1, "http://h/db")]
    [InlineData(InfluxVersion.V2, "o", "http://h/db", InfluxVersion.V2, "http://h?org=o&bucket=db")]
    [InlineData(InfluxVersion.V3, null, "http://h/db", InfluxVersion.V3, "http://h?database=db")]
    [InlineData(InfluxVersion.V2, null, "http://h?org=o&bucket=b", InfluxVersion.V2, "http://h?org=o&bucket=b")]
    [InlineData(InfluxVersion.V3, null, "http://h?database=b", InfluxVersion.V3, "http://h?database=b")]
    public void A_version_that_is_said_holds_for_a_path(InfluxVersion said, string? organization, string address, InfluxVersion version, string shown)
    {
        var destination = Read(new InfluxOptions { Address = address, Version = said, Organization = organization });

        Assert.Equal((version, shown), (destination.Version, destination.ToString()));
    }

    [Fact]
    public void Organization_and_bucket_may_stand_beside_the_address()
    {
        var destination = Read(new InfluxOptions { Address = "http://h:8086", Organization = "My Org", Bucket = "a+b" });

        Assert.Equal("http://h:8086?org=My%20Org&bucket=a%2Bb", destination.ToString());
    }

    [Theory]
    [InlineData("http://bob:s3cr%40t@h/db", null, null, null, "bob", "s3cr@t", null, "in the address, escaped")]
    [InlineData("http://bob:s3cr@t@h/db", null, null, null, "bob", "s3cr@t", null, "the last '@' is before the host")]
    [InlineData("http://bob:a:b@h/db", null, null, null, "bob", "a:b", null, "the first ':' ends the name")]
    [InlineData("http://bob:@h/db", "eve", "x", null, "bob", "", null, "an empty password that is said")]
    [InlineData("http://bob@h/db", null, "s3cret", null, "bob", "s3cret", null, "the password beside it")]
    [InlineData("http://h/db", "bob", "s3cret", null, "bob", "s3cret", null, "both beside it")]
    [InlineData("http://bob:own@h/db", "eve", "shared", "shared-token", "bob", "own", null, "what is meant for all does not touch an address with its own")]
    [InlineData("http://h/db?token=own", "eve", "shared", "shared-token", null, null, "own", "nor one with a token")]
    [InlineData("http://h?org=o&bucket=b&token=abc==", null, null, null, null, null, "abc==", "equals signs at the end of a token")]
    [InlineData("http://h?org=o&bucket=b&token=a+b%2Fc", null, null, null, null, null, "a+b/c", "no blank in a token")]
    [InlineData("http://h?database=d&token=env:INFLUX_TOKEN", null, null, null, null, null, "from-the-variable", "in a variable")]
    [InlineData("http://h?database=d", null, null, "env:lower", null, null, "from-lower", "in a variable, beside it")]
    [InlineData("http://h/db", "bob", "s3cret", "tok", "bob", "s3cret", "tok", "both ways for several servers")]
    [InlineData("http://h/db", "", "", "", null, null, null, "nothing given is nothing")]
    public void Who_is_let_in(string address, string? user, string? password, string? token, string? readUser, string? readPassword, string? readToken, string gloss)
    {
        var destination = Read(new InfluxOptions { Address = address, User = user, Password = password, Token = token });

        Assert.True((readUser, readPassword, readToken) == (destination.User, destination.Password, destination.Token), gloss);
    }

    [Theory]
    [InlineData("", "is ''; expected one like")]
    [InlineData("localhost:8086/mydb", "has no scheme; expected 'http://' or 'https://' before it. Write 'http://localhost:8086/mydb'.")]
    [InlineData("bob:s3cr3t@localhost/mydb", "Write 'http://[REDACTED]@localhost/mydb'.")]
    [InlineData("udp://localhost:8089/mydb", "begins with 'udp://'")]
    [InlineData("http://localhost:8086", "names no place in the server; expected a database (1.x), a bucket (2.x) or a database (3.x). Write 'http://localhost:8086/DATABASE'")]
    [InlineData("http:///mydb", "names no host")]
    [InlineData("http://localhost:80860/mydb", "has the host 'localhost:80860'; expected a name or an address, and perhaps ':' and a port from 1 to 65535")]
    [InlineData("http://local host/mydb", "has the host 'local host'")]
    [InlineData("http://localhost\\mydb", "has a backslash")]
    [InlineData("http://localhost/a/b/c", "has 3 names in its path; expected a database and perhaps a retention policy")]
    [InlineData("http://localhost//mydb", "has an empty name for the database")]
    [InlineData("http://localhost/mydb//", "has an empty name for the retention policy")]
    [InlineData("http://localhost/..", "has the name '..' in its path")]
    [InlineData("http://localhost/a%2Fb", "has the name 'a/b' in its path; in InfluxDB 1.x a name is neither '.' nor '..' and has no '/'")]
    [InlineData("http://localhost/a%00b", "with a control character in it")]
    [InlineData("http://localhost/mydb#x", "has a '#'")]
    [InlineData("http://localhost:8086/write?db=mydb&rp=week&precision=ns", "Write 'http://localhost:8086/mydb/week'.")]
    [InlineData("http://localhost:8086/write?db=mydb&u=bob&p=s3cr3t", "Write 'http://localhost:8086/mydb', and the user with '--influx-user' and '--influx-password'.")]
    [InlineData("http://localhost:8086/write", "Write 'http://localhost:8086/DATABASE'.")]
    [InlineData("http://localhost:8086/api/v2/write?org=o&bucket=b&precision=ns", "Write 'http://localhost:8086?org=o&bucket=b'.")]
    [InlineData("http://localhost:8181/api/v3/write_lp?db=d", "Write 'http://localhost:8181?database=d'.")]
    [InlineData("http://localhost:8086?db=mydb", "has 'db' behind its '?'; expected 'org' and 'bucket', or 'database', and perhaps 'token'. Write 'http://localhost:8086/mydb'.")]
    [InlineData("http://localhost:8086?orgnization=o&bucket=b", "has 'orgnization' behind its '?'")]
    [InlineData("http://localhost:8086?organization=o&bucket=b", "Did you mean 'org'?")]
    [InlineData("http://localhost:8086?org=o&buck=b", "Did you mean 'bucket'?")]
    [InlineData("http://localhost:8086?org=o&bucket=b&tokn=s3cr3t", "Did you mean 'token'?")]
    [InlineData("http://localhost:8086/mydb?password=s3cr3t", "A user's name and password stand before the host")]
    [InlineData("http://localhost:8086?org=o", "names no bucket, only the organization 'o'; in InfluxDB 2.x points go to a bucket of an organization. Write 'http://localhost:8086?org=o&bucket=BUCKET', in quotes")]
    [InlineData("http://localhost:8086?bucket=b", "is given the bucket 'b' and no organization")]
    [InlineData("http://localhost:8086?bucket=b&org=", "has nothing behind 'org'")]
    [InlineData("http://localhost:8086?bucket=b&bucket=c&org=o", "has 'bucket=' twice")]
    [InlineData("http://localhost:8086?org=o&bucket=b&database=d", "is given the bucket 'b' and 'database=d'; points go to one place")]
    [InlineData("http://localhost:8086/mydb?org=o&bucket=b", "is given the database 'mydb' in its path and the bucket 'b'; points go to one place. Keep one of them.")]
    [InlineData("http://localhost:8181?database=d&org=o", "is given the organization 'o', and is one of 3.x; only 2.x has organizations")]
    [InlineData("http://bob@localhost/mydb", "is given a user and no password. Give it with the variable CICADA_INFLUX_PASSWORD")]
    [InlineData("http://:s3cr3t@localhost/mydb", "has no user's name before its ':'")]
    [InlineData("http://b%3Ab:s3cr3t@localhost/mydb", "whose name has a ':' in it")]
    [InlineData("http://bob:s3cr3t%0A@localhost/mydb", "with a line break or another control character in it")]
    [InlineData("http://bob:s3/cr3t@localhost/mydb", "'http://[REDACTED]' has an '@' behind its host; in a name or a password '@' is written '%40'")]
    [InlineData("http://bob:12?s3cr3t@localhost/mydb", "has an '@' behind its host")]
    [InlineData("http://bob:12#s3cr3t@localhost/mydb", "has an '@' behind its host")]
    [InlineData("http://localhost?database=d&token=env:", "without the name of a variable")]
    [InlineData("http://localhost?database=d&token=env:NOT_THERE", "takes its token from the variable 'NOT_THERE', which is not set. Set it, or give the token with CICADA_INFLUX_TOKEN.")]
    [InlineData("http://localhost?database=d&token=env:EMPTY", "'EMPTY', which is not set")]
    [InlineData("http://localhost?database=d&token=env:s3cr3t==", "the variable '[REDACTED]', which is not set")]
    [InlineData("http://localhost?database=d&token=s3cr3t%0A", "is given a token with a blank, a line break or a letter in it that no token has")]
    public void An_address_that_makes_no_sense_gets_a_sentence(string address, string expected)
    {
        var problem = Assert.Single(Problems(new InfluxOptions { Address = address }));

        Assert.Contains(expected, problem, StringComparison.Ordinal);
        Assert.StartsWith("The InfluxDB address ", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://h?org=o&bucket=b", InfluxVersion.V1, "is given the bucket 'b', and the version is 1; only 2.x has buckets. Write 'http://h/DATABASE', or leave out '--influx-version'.")]
    [InlineData("http://h?bucket=b", InfluxVersion.V3, "only 2.x has buckets. Write 'http://h?database=DATABASE'")]
    [InlineData("http://h?database=d", InfluxVersion.V1, "has 'database=d', which is 3.x's, and the version is 1. Write 'http://h/d'")]
    [InlineData("http://h?database=d", InfluxVersion.V2, "Write 'http://h?org=ORG&bucket=d'")]
    [InlineData("http://h/db", InfluxVersion.V2, "is given the bucket 'db' and no organization; in InfluxDB 2.x a bucket belongs to one. Write 'http://h?org=ORG&bucket=db'")]
    [InlineData("http://h/db/rp", InfluxVersion.V3, "names the retention policy 'rp', and the version is 3; only 1.x has them. Write 'http://h?database=db'.")]
    [InlineData("http://h/db/rp?org=o", InfluxVersion.V2, "'…&bucket=db/rp' for the bucket of that name")]
    [InlineData("http://h/db?org=o", InfluxVersion.V1, "is given the organization 'o', and is one of 1.x")]
    [InlineData("http://h", InfluxVersion.V2, "names no bucket; in InfluxDB 2.x")]
    [InlineData("http://h", InfluxVersion.V3, "names no database; points go to one. Write 'http://h?database=DATABASE'.")]
    public void An_address_and_a_version_that_do_not_fit_get_a_sentence(string address, InfluxVersion version, string expected) =>
        Assert.Contains(expected, Assert.Single(Problems(new InfluxOptions { Address = address, Version = version })), StringComparison.Ordinal);

    [Fact]
    public void What_stands_beside_an_address_and_does_not_fit_gets_a_sentence()
    {
        Assert.Contains("with several addresses, write the bucket in the one it is meant for",
            Assert.Single(Problems(new InfluxOptions { Address = "http://h/db", Bucket = "b", Organization = "o" })), StringComparison.Ordinal);
        Assert.Contains("With several addresses, write 'org=' in the one it is meant for",
            Assert.Single(Problems(new InfluxOptions { Address = "http://h?database=d", Organization = "o" })), StringComparison.Ordinal);
        Assert.Contains("is given a password and no user; a password belongs to one. Add '--influx-user NAME'",
            Assert.Single(Problems(new InfluxOptions { Address = "http://h/db", Password = "s3cr3t" })), StringComparison.Ordinal);
    }

    [Fact]
    public void All_problems_are_told_at_once()
    {
        var problems = new InfluxOptions
        {
            Address = "http://bob@localhost/mydb?token=env:NOT_THERE#x",
            Environment = Variables,
            BatchSize = 0,
            FlushInterval = TimeSpan.Zero,
            FinalTimeout = TimeSpan.Zero,
            MeasurementPrefix = "#a\n",
            Name = " ",
            Version = (InfluxVersion)9,
            Mode = (InfluxMode)9,
        }.Problems();

        Assert.Equal(10, problems.Count);
        Assert.Empty(new InfluxOptions { Address = "http://localhost:8086/mydb" }.Problems());
    }

    [Fact]
    public void A_variable_is_looked_up_in_the_process_when_none_are_given()
    {
        var problems = new List<string>();

        Assert.Null(InfluxDestination.From(new InfluxOptions { Address = "http://h?database=d&token=env:CICADA_NO_SUCH_VARIABLE" }, null, problems));
        Assert.Contains("'CICADA_NO_SUCH_VARIABLE', which is not set", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://bob:s3cr3t@h:8086/my%20db/a%2Bb", "http://h:8086/my%20db/a%2Bb")]
    [InlineData("http://h:8086/db?token=env:INFLUX_TOKEN", "http://h:8086/db?token=env:INFLUX_TOKEN")]
    [InlineData("http://h:8086?org=a%26b&bucket=b&token=env:INFLUX_TOKEN", "http://h:8086?org=a%26b&bucket=b&token=env:INFLUX_TOKEN")]
    [InlineData("http://h:8181?database=d&token=s3cr3t", "http://h:8181?database=d")]
    public void What_is_recorded_can_be_read_again_and_has_no_secret(string address, string recorded)
    {
        var destination = Read(new InfluxOptions { Address = address });

        Assert.Equal(recorded, destination.AddressToRecord);
        Assert.Equal(recorded, Read(new InfluxOptions { Address = recorded }).AddressToRecord);
    }

    [Fact]
    public void Names_survive_being_shown_and_read_again() =>
        Gen.Select(Some.HostileText, Some.HostileText, Gen.Int[0, 2]).Sample((first, second, form) =>
        {
            var address = "http://h:8086" + string.Format(
                null, form switch { 0 => "/{0}/{1}", 1 => "?org={0}&bucket={1}", _ => "?database={0}" }, Uri.EscapeDataString(first), Uri.EscapeDataString(second));
            var problems = new List<string>();

            if (InfluxDestination.From(new InfluxOptions { Address = address }, Variables, problems) is { } destination)
            {
                Assert.Equal(destination.ToString(), Read(new InfluxOptions { Address = destination.ToString() }).ToString());
                Assert.Equal(destination with { Organization = null }, Read(new InfluxOptions { Address = destination.ToString() }) with { Organization = null });
            }
            else
            {
                Assert.NotEmpty(problems);
            }
        });

    private static readonly string[] Beginnings = ["", "http://", "https://h", "http://h:1/", "http://h?"];

    // The secret has digits in it, as passwords and tokens do, and signs around it that mean something in an address.
    private static readonly Gen<string> Secret = Gen.Select(
        Gen.Char["/?#@:&=%\\ +[].-_aZ\n\0é"].Array[0, 4], Gen.Char["/?#@:&=%\\ +[].-_aZ\n\0é"].Array[0, 4], (before, behind) => new string(before) + "s3cr3t" + new string(behind));

    [Fact]
    public void No_secret_is_ever_shown_and_nothing_is_ever_thrown() =>
        Gen.Select(
            Secret,
            Gen.OneOf(new[]
            {
                "http://bob:{0}@host:8086/mydb", "http://{0}@host:8086/mydb", "https://bob:{0}@host?database=d&org=x", "bob:{0}@host:8086/mydb", "x://bob:{0}@host/a/b/c",
                "http://h?org=o&bucket=b&token={0}", "http://h/db?tokn={0}", "http://h/write?db=x&u=bob&p={0}", "http://h?token={0}&token={0}", "http://h/db?{0}", "http://h/db?token=env:{0}",
                "http://bob:{0}@", "http://bob:{0}@[::1/db?bucket=b",
            }.Select(text => Gen.Const(() => text)).ToArray()),
            Gen.Enum<InfluxVersion>(),
            Gen.OneOf(Gen.Const(() => (string?)null), Secret.Select(secret => (string?)secret))).Sample((secret, form, version, beside) =>
        {
            var options = new InfluxOptions
            {
                Address = form.Replace("{0}", secret, StringComparison.Ordinal),
                Version = version,
                User = beside is null ? null : "bob",
                Password = beside,
                Token = beside,
                Environment = Variables,
            };
            var problems = new List<string>();
            var destination = InfluxDestination.From(options, null, problems);

            Assert.Equal(destination is null, problems.Count > 0);
            Assert.DoesNotContain("s3cr3t", string.Join('\n', [.. problems, .. options.Problems(), options.ToString(), options.ShownAddress, $"{destination}", destination?.AddressToRecord ?? ""]), StringComparison.Ordinal);
        });

    [Fact]
    public void Any_text_is_read_or_gets_a_sentence() =>
        Gen.Select(Gen.Int[0, 4].Select(i => Beginnings[i]), Gen.Char["/?#@:&=%\\ +[]htpdbéorgbucketn.0"].Array[0, 24], Gen.String).Sample((before, odd, any) =>
        {
            foreach (var address in new[] { before + new string(odd), before + any, any, null! })
            {
                var problems = new List<string>();
                var destination = InfluxDestination.From(new InfluxOptions { Address = address }, Variables, problems);

                Assert.Equal(destination is null, problems.Count > 0);
                Assert.NotNull(new InfluxOptions { Address = address }.ShownAddress);
            }
        });

    private static InfluxDestination Read(InfluxOptions options)
    {
        var problems = new List<string>();
        var destination = InfluxDestination.From(options, Variables, problems);
        Assert.Empty(problems);
        return destination!;
    }

    private static IReadOnlyList<string> Problems(InfluxOptions options) => (options with { Environment = Variables }).Problems();
}

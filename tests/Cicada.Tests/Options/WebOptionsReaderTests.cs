using Cicada.Options;

namespace Cicada.Tests.Options;

public sealed class WebOptionsReaderTests
{
    private readonly List<string> _problems = [];

    [Fact]
    public void Each_option_of_a_listener_finds_its_place()
    {
        var web = Read(
            ("web-host", "0.0.0.0"), ("web-auth", "me:long-enough"), ("web-base-path", "/load/cicada/"), ("tls-cert", "c.pem"), ("tls-key", "k.pem"), ("tls-password", "opens it"),
            ("allowed-host", "box"), ("cors-origin", "https://boards.example.org/")).Web;

        Assert.Empty(_problems);
        Assert.Equal("0.0.0.0", web.Address);
        Assert.True(web.Secret!.Is("me", "long-enough"));
        Assert.Equal("/load/cicada", web.BasePath);
        Assert.Equal(("c.pem", "k.pem", "opens it"), (web.TlsCertificate, web.TlsKey, web.TlsPassword));
        Assert.Equal(["box"], web.AllowedHosts);
        Assert.Equal(["https://boards.example.org"], web.CorsOrigins);
        Assert.Equal("--web-port", web.PortOption);
    }

    [Theory]
    [InlineData("web-host", "0.0.0.0", "which other machines reach, and nobody is asked for a password")]
    [InlineData("web-host", "no such host", "it is no address")]
    [InlineData("cors-origin", "*", "any page in a browser of this machine could read and delete everything")]
    [InlineData("web-port", "70000", "expected a whole number from 0 to 65535")]
    [InlineData("web-base-path", "cicada", "The base path is 'cicada'; expected a slash")]
    [InlineData("web-base-path", "/a/../b", "The base path is '/a/../b'; expected a slash")]
    [InlineData("web-base-path", "/a b", "The base path is '/a b'; expected a slash")]
    [InlineData("tls-key", "k.pem", "Add '--tls-cert FILE'")]
    [InlineData("web-auth", "short", "has 5 characters; expected 8 or more")]
    [InlineData("web-auth", "somebody:short", "has 5 characters; expected 8 or more")]
    [InlineData("web-auth", ":long-enough", "expected a name before it")]
    [InlineData("autoquit", "5", "Add '--autostart'")]
    public void What_makes_no_sense_gets_a_sentence(string key, string value, string sentence)
    {
        Read((key, value));

        Assert.Contains(sentence, Assert.Single(_problems));
    }

    [Fact]
    public void A_secret_is_said_in_no_sentence()
    {
        Read(("web-auth", "s3cret"), ("web-host", "0.0.0.0"));

        Assert.All(_problems, problem => Assert.DoesNotContain("s3cret", problem));
        Assert.Equal("[REDACTED]", Read(("web-auth", "s3cret-s3cret")).Recorded["web-auth"]);
    }

    [Fact]
    public void A_headless_run_has_no_listener_to_be_careful_with()
    {
        Read(("web-host", "0.0.0.0"), ("headless", "true"), ("autoquit", "5"));

        Assert.Empty(_problems);
    }

    private RunOptions Read(params (string Key, string Value)[] typed)
    {
        var layers = new OptionLayers([.. RunOptionSpecs.All, WebOptionSpecs.TlsPassword]);
        foreach (var (key, value) in typed)
        {
            layers.AddTyped(key, [value]);
        }

        return RunOptionsReader.Read(layers.Values, RunOptionSpecs.All, [], new Dictionary<string, string>(), _problems);
    }
}

using Cicada.Web;

namespace Cicada.Tests.Web;

public sealed class WebSecretTests
{
    [Theory]
    [InlineData("token", "", "token", true)]
    [InlineData("token", "anybody", "token", true)] // Basic wants a name
    [InlineData("token", "token", "", true)] // curl -u token:
    [InlineData("token", "", "Token", false)]
    [InlineData("token", "", "", false)]
    [InlineData("token", "token", "x", false)]
    [InlineData("ada:secret", "ada", "secret", true)]
    [InlineData("ada:secret", "", "ada:secret", true)] // as one token
    [InlineData("ada:secret", "", "secret", false)]
    [InlineData("ada:secret", "bob", "secret", false)]
    [InlineData("ada:secret", "ada:secret", "", false)]
    [InlineData("ada:secret", "ada", "", false)]
    [InlineData("ada:se:cret", "ada", "se:cret", true)]
    [InlineData(":secret", "", "secret", true)]
    public void A_token_or_a_name_and_a_password(string secret, string name, string password, bool isRight)
    {
        Assert.Equal(isRight, new WebSecret(secret).Is(name, password));
    }

    [Fact]
    public void It_is_shown_nowhere()
    {
        Assert.DoesNotContain("secret", new WebHostOptions { Secret = new WebSecret("ada:secret"), TlsPassword = "secret" }.ToString());
        Assert.DoesNotContain("secret", $"{new WebSecret("ada:secret")}{new ShownCredentials("ada", "secret")}{new Cicada.RunsApi.Login("secret", "ada")}");
    }
}

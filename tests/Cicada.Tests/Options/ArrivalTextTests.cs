using Cicada.Options;
using CsCheck;

namespace Cicada.Tests.Options;

public sealed class ArrivalTextTests
{
    [Theory]
    [InlineData("500/s", "500/s")]
    [InlineData("30/m", "30/m")]
    [InlineData("90/h", "90/h")]
    [InlineData("0.5/second", "0.5/s")]
    [InlineData("3/30s", "3/30s")]
    [InlineData("poisson 500/s", "poisson 500/s")]
    [InlineData("ramp 0..500/s 1m", "ramp 0..500/s 1m")]
    [InlineData("ramp 0..500/s over 1m, 500/s for 5m,poisson 20/m", "ramp 0..500/s 1m, 500/s 5m, poisson 20/m")]
    [InlineData("RAMP 10..0.5/H 1h30m", "ramp 10..0.5/h 1h30m")]
    public void A_rate_is_read_and_said_again(string text, string said)
    {
        var rate = Read(text);

        Assert.Equal(said, rate!.ToString());
        Assert.Equal(said, Read(said)!.ToString());
    }

    [Theory]
    [InlineData("", "which ends at column 1; expected a rate like '500/s'")]
    [InlineData("500", "has '500' at column 1; expected a rate like '500/s', '30/m' or '90/h', 'ramp' or 'poisson'")]
    [InlineData("-5/s", "has '-5/s' at column 1")]
    [InlineData("NaN/s", "has 'nan/s' at column 1")]
    [InlineData("1e400/s", "has '1e400/s' at column 1")]
    [InlineData("20000000/s", "The rate is '20000000'; it is 0 or more, and at most 10,000,000 a second.")]
    [InlineData("5/w", "has '5/w' at column 1")]
    [InlineData("posson 5/s", "Did you mean 'poisson'?")]
    [InlineData("poisson", "which ends at column 8; expected a rate")]
    [InlineData("ramp 5/s 1m", "has '5/s' at column 6; expected two rates like '0..500/s'")]
    [InlineData("ramp 0..5/s", "which ends at column 12; expected a time")]
    [InlineData("5/s, 6/s", "The rate '5/s' never ends, so nothing can follow it.")]
    [InlineData("5/s 0s", "has '0s' at column 5")]
    [InlineData("5/s 1m 2m", "has '2m' at column 8; expected a comma and another rate, or the end")]
    public void What_makes_no_sense_gets_a_sentence_that_says_where(string text, string sentence)
    {
        List<string> problems = [];

        Assert.Null(ArrivalText.Read(text, "The arrival rate is 'x'", problems));
        Assert.Contains(sentence, Assert.Single(problems), StringComparison.Ordinal);
        Assert.StartsWith("The arrival rate is 'x', ", problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public void No_text_at_all_is_more_than_a_rate_or_a_sentence() =>
        Gen.OneOf(Gen.String[Gen.Char["0123456789./smh ,ramp poisson-\"eE"], 0, 30], Gen.String).Sample(text =>
        {
            List<string> problems = [];
            return ArrivalText.Read(text, "The rate", problems) is null ? problems.Count == 1 : problems.Count == 0;
        });

    private static ArrivalRate? Read(string text)
    {
        List<string> problems = [];
        var rate = ArrivalText.Read(text, "The arrival rate", problems);
        Assert.Empty(problems);
        return rate;
    }
}

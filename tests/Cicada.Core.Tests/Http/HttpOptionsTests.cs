using System.Net;
using System.Net.Quic;

namespace Cicada.Tests.Http;

public sealed class HttpOptionsTests
{
    public static TheoryData<HttpOptions, string> Wrong() => new()
    {
        { new() { Timeout = TimeSpan.Zero }, "The timeout of requests is '00:00:00'; it is longer than zero." },
        { new() { Timeout = TimeSpan.FromDays(50) }, "The timeout of requests is '50.00:00:00'; the longest is 49 days." },
        { new() { MaximumRedirects = 0 }, "The maximum of redirects is '0'; it is at least 1." },
        { new() { MaximumBodyBytes = -1 }, "The largest body kept is '-1' bytes;" },
        { new() { MaximumBodyBytes = long.MaxValue }, "The largest body kept is '9223372036854775807' bytes;" },
        { new() { Proxy = new Uri("ftp://proxy") }, "The proxy is 'ftp://proxy/';" },
        { new() { Proxy = new Uri("/proxy", UriKind.Relative) }, "The proxy is '/proxy';" },
        { new() { Version = new Version(4, 0) }, "The HTTP version is '4.0';" },
    };

    [Fact]
    public void The_defaults_are_good() => Assert.Empty(new HttpOptions().Problems());

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_option_gets_a_sentence(HttpOptions options, string sentence)
    {
        var problem = Assert.Single(options.Problems());

        Assert.StartsWith(sentence, problem, StringComparison.Ordinal);
        Assert.EndsWith(".", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once() =>
        Assert.Equal(2, new HttpOptions { Timeout = TimeSpan.Zero, MaximumRedirects = 0 }.Problems().Count);

    [Fact]
    public void Http3_is_refused_with_a_sentence_where_there_is_no_QUIC()
    {
        var problems = new HttpOptions { Version = HttpVersion.Version30 }.Problems();

        if (QuicSupport())
        {
            Assert.Empty(problems);
        }
        else
        {
            Assert.Contains("libmsquic", Assert.Single(problems), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_plan_with_wrong_options_does_not_become_a_run()
    {
        var problem = Assert.Throws<PlanException>(() => HttpRun.Prepare("http://127.0.0.1", _ => Task.CompletedTask, new HttpOptions { MaximumRedirects = 0 }));

        Assert.Contains("The maximum of redirects is '0'", problem.Message, StringComparison.Ordinal);
    }

    private static bool QuicSupport() =>
        (OperatingSystem.IsLinux() || OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()) && QuicConnection.IsSupported;
}

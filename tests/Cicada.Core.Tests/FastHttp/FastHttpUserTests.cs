using System.Net;
using Cicada.Tests.Http;

namespace Cicada.Tests.FastHttp;

public sealed class FastHttpUserTests
{
    public static TheoryData<string> Impossible() => ["HTTP 2.0", "the proxy", "a handler"];

    [Theory]
    [MemberData(nameof(Impossible))]
    public void What_the_fast_client_cannot_do_is_refused_before_the_run(string what)
    {
        var http = what switch
        {
            "HTTP 2.0" => new HttpOptions { Version = HttpVersion.Version20 },
            "the proxy" => new HttpOptions { Proxy = new Uri("http://127.0.0.1:3128") },
            _ => new HttpOptions { Handler = () => new HttpClientHandler() },
        };

        var refused = Assert.Throws<PlanException>(() => HttpRuns.Fast.Prepare("http://127.0.0.1:1", _ => Task.CompletedTask, http));

        var problem = Assert.Single(refused.Problems);
        Assert.Contains(what, problem, StringComparison.Ordinal);
        Assert.Contains("'ScriptedFastUser'", problem, StringComparison.Ordinal);
        Assert.Contains("Derive it from HttpUser", problem, StringComparison.Ordinal);
    }
}

using System.Net;
using Cicada.TestSupport;

namespace Cicada.Tests.Data;

public sealed class DataGuideTests
{
    [Fact]
    public void The_code_of_the_guide_is_the_code_that_compiles()
    {
        var blocks = GuideCode.BlocksOf("data-and-correlation.md");
        var code = GuideCode.Read("tests", "Cicada.Core.Tests", "Data", "DataGuide.cs");

        Assert.Contains(Assert.Single(blocks), code, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_code_of_the_guide_does_what_the_guide_says()
    {
        // Three accounts for one user: it ends when it asks for a fourth. The second list is too short.
        var lists = 0;
        var plan = Rehearsal.Plan(typeof(DataGuide.Buyer)) with
        {
            Host = "http://shop.example",
            Http = new HttpOptions
            {
                Handler = () => new Script(request => request.RequestUri!.AbsolutePath == "/login"
                    ? """{"token": "t1", "name": "Anna"}"""
                    : request.Headers.Authorization?.ToString() != "Bearer t1" ? "{}"
                    : ++lists == 2 ? """{"items": [{"id": 1}]}"""
                    : """{"items": [{"id": 1}, {"id": 2}, {"id": 3}, {"id": 4}, {"id": 5}]}"""),
            },
        };

        var summary = await new Rehearsal(plan).PlayAsync();

        Assert.Equal([("has a name", 3L, 0L), ("has five items", 2L, 1L)], summary.Checks.Select(check => (check.Name, check.Passes, check.Fails)));
        Assert.Equal((6L, 1L), (summary.Total.Count, summary.Total.Failures));
        Assert.Equal([("purchase", 3L, 1L)], summary.Transactions.Select(transaction => (transaction.Name, transaction.Count, transaction.Failures)));
        Assert.Empty(summary.UserErrors);
    }

    private sealed class Script(Func<HttpRequestMessage, string> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer(request)), RequestMessage = request });
    }
}

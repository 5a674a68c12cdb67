using System.Net;
using System.Text.Json;
using Cicada.Influx;
using Cicada.Storage.InfluxQl;
using Cicada.TestSupport;

namespace Cicada.Storage.Tests.Writing;

/// <summary>What we answer to writes, held against what a real InfluxDB answers.</summary>
[Trait("Category", "EndToEnd")]
public sealed class LineServerTests : IDisposable
{
    private readonly TemporaryStore _folder = new();

    private static readonly (string Policy, string Precision, string Body)[] Writes =
    [
        ("", "", "m v=1 1"),
        ("", "", ""),
        ("", "", "\n\n"),
        ("", "", "# only a comment"),
        ("nosuch", "", "m v=1 1"),
        ("nosuch", "", ""),
        ("nosuch", "", "\n"),
        ("nosuch", "", "# only a comment"),
        ("nosuch", "", "m"),
        ("nosuch", "", "m v=1 x\nm v="),
        ("nosuch", "", "m v=1 x\nm v=1"),
        ("", "", "m"),
        ("", "", "m v=1 x"),
        ("", "", "m v=1 x\nm v= 2\n\n  m 3\n"),
        ("", "", "good v=1 1\nm v=1 x\ngood v=2 2\nm v= 2"),
        ("", "", "m v=2i 2"),
        ("", "", "m v=2i 2\nm v=3 3\nm v=\"x\" 4\nm w=t 5\n"),
        ("", "", "m v=2i 2\nm v=1 x"),
        ("", "", "m,time=x v=1 1"),
        ("", "", "m,time=x v=1 1\nm v=t 1\nm,time=y v=1 1"),
        ("", "", "m v=t 1\nm,time=x v=1 1"),
        ("", "", "m time=1 1"),
        ("", "", "m time=1,v=4 1"),
        ("", "", "m time=1 1\nm v=9i 1"),
        ("hour", "s", "m v=1 1"),
        ("hour", "s", "m v=1 1\nm v=2 99999999999\nm v=1i 99999999998"),
        ("hour", "", "m v=1 1\nm v=1 x"),
        ("", "s", "m v=1 9223372036854775807"),
        ("", "ms", "m v=1 1.5\nm v=1 -5"),
        ("", "", "m v=\"open 1\nm v=2 2\n"),
        ("", "", "m v=\"open 1\nm v=2 2"),
        ("", "", "m v=1 1\r\nm v=2 2\r\n"),
        ("", "", "m v=1 1\nm,a=b\\ v=1 2\n"),
        ("", "", " \t m,a v=1\n"),
        ("", "", "m v=1e400"),
        ("", "", "m v=9223372036854775808i"),
        ("", "", "ü,ä=ö v=\"ß\" 1\nü,ä=ö v=ß 1"),
        ("", "", "\uFEFFm v=1 1"),
        ("", "", "m v=1 1\nm,a=b"),
        ("", "h", "m,a=b v=5 3"),
    ];

    public void Dispose() => _folder.Dispose();

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task We_answer_to_writes_what_a_server_answers_and_have_the_points_it_has()
    {
        await using var server = await InfluxServer.StartAsync();
        await server.CreateDatabaseAsync(Lines.Database);
        await server.QueryAsync("", $"CREATE RETENTION POLICY hour ON {Lines.Database} DURATION 1h REPLICATION 1");
        using var store = Store.Open(_folder.Path);
        store.CreateDatabase(Lines.Database);
        store.CreateRetentionPolicy(Lines.Database, new RetentionPolicy { Name = "hour", Duration = TimeSpan.FromHours(1) });

        var different = new List<string>();
        foreach (var (policy, precision, body) in Writes)
        {
            var theirs = await AnswerAsync(server, policy, precision, body);
            var outcome = await store.WriteAsync(body, policy, TimePrecision.FromInfluxName(precision));
            var ours = (StatusOf(outcome.Kind), outcome.Error);
            if (theirs != ours)
            {
                different.Add($"{body} — the server says {theirs}, we say {ours}");
            }
        }

        Assert.Empty(different);
        foreach (var measurement in new[] { "m", "good", "ü" })
        {
            Assert.Equal(
                await server.CountAsync(Lines.Database, measurement, "v"),
                store.ReadPoints(Lines.Database, null, measurement).Count(point => point.Fields.Any(field => field.Key == "v")));
        }
    }

    private static HttpStatusCode StatusOf(InfluxWriteKind kind) => kind switch
    {
        InfluxWriteKind.Stored => HttpStatusCode.NoContent,
        InfluxWriteKind.Refused => HttpStatusCode.BadRequest,
        InfluxWriteKind.NoDatabase => HttpStatusCode.NotFound,
        _ => HttpStatusCode.InternalServerError,
    };

    private static async Task<(HttpStatusCode Status, string Error)> AnswerAsync(InfluxServer server, string policy, string precision, string body)
    {
        using var content = new StringContent(body);
        using var answer = await server.Client.PostAsync(new Uri($"write?db={Lines.Database}&rp={policy}&precision={precision}", UriKind.Relative), content);
        var text = await answer.Content.ReadAsStringAsync();
        if (answer.StatusCode == HttpStatusCode.NoContent || text.Length == 0)
        {
            return (answer.StatusCode, "");
        }

        using var document = JsonDocument.Parse(text);
        return (answer.StatusCode, document.RootElement.GetProperty("error").GetString()!);
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using Cicada.Influx;
using Cicada.Storage.InfluxQl;
using Cicada.TestSupport;

namespace Cicada.Storage.Tests.InfluxQl;

/// <summary>What the store answers, held against what a real InfluxDB answers over the same points.</summary>
[Trait("Category", "EndToEnd")]
public sealed class StatementServerTests : IDisposable
{
    private readonly TemporaryStore _folder = new();
    private readonly Store _store;
    private readonly InfluxStore _influx;

    public StatementServerTests()
    {
        _store = Store.Open(_folder.Path);
        _influx = new InfluxStore(_store, new PlainPasswords());
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task A_server_and_the_store_answer_every_statement_of_the_script_alike()
    {
        await using var server = await InfluxServer.StartAsync();

        // As it is in every store.
        await server.QueryAsync("", "CREATE DATABASE cicada");
        var different = new StringBuilder();
        foreach (var step in StatementScript.Read("statements.txt"))
        {
            switch (step)
            {
                case ScriptStep.Write write:
                    different.Append(await WriteAsync(server, write));
                    break;
                case ScriptStep.Query query:
                    var theirs = AnswerText.Of(await AskAsync(server, query));
                    var ours = AnswerText.Of(_influx, new InfluxQuery(query.Text) { Database = query.Database, IsFromGet = query.IsFromGet });
                    if (query.IsCompared && ours != theirs)
                    {
                        different.AppendLine(CultureInfo.InvariantCulture, $"line {query.Line}: {query.Text}\n--- we\n{ours}--- the server\n{theirs}");
                    }

                    break;
            }
        }

        Assert.True(different.Length == 0, different.ToString());
    }

    private static async Task<JsonElement> AskAsync(InfluxServer server, ScriptStep.Query query)
    {
        if (!query.IsFromGet)
        {
            return await server.QueryAsync(query.Database, query.Text);
        }

        using var answer = await server.Client.GetAsync(
            new Uri($"query?db={Uri.EscapeDataString(query.Database)}&epoch=ns&q={Uri.EscapeDataString(query.Text)}", UriKind.Relative), TestContext.Current.CancellationToken);
        using var document = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        return document.RootElement.Clone();
    }

    private async Task<string> WriteAsync(InfluxServer server, ScriptStep.Write write)
    {
        var line = Encoding.UTF8.GetBytes(write.Points);
        using var body = new ByteArrayContent(line);
        using var answer = await server.Client.PostAsync(
            new Uri($"write?db={Uri.EscapeDataString(write.Database)}&rp={Uri.EscapeDataString(write.RetentionPolicy)}", UriKind.Relative), body, TestContext.Current.CancellationToken);
        Assert.True(new LineProtocolReader().TryRead(line, 0, TimePrecision.Nanoseconds, out var point, out var problem), problem);
        var rejected = _store.Write(write.Database, write.RetentionPolicy.Length == 0 ? null : write.RetentionPolicy, [point]).Rejected;
        return answer.IsSuccessStatusCode && rejected.Count == 0
            ? ""
            : $"line {write.Line}: {write.Points}\n{await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}{string.Concat(rejected.Select(one => one.Reason))}\n";
    }
}

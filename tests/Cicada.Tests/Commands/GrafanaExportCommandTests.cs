using System.Text.Json;
using Cicada.Grafana;
using Cicada.TestSupport;

namespace Cicada.Tests.Commands;

public sealed class GrafanaExportCommandTests : IDisposable
{
    private readonly DoorFixture _door = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _door.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_boards_of_the_repository_are_written_with_their_data_source()
    {
        Assert.Equal(0, await _door.RunToolAsync(["grafana", "export", _folder.Combine("out"), "--influx", "http://metrics:8086/load$tests"]));

        Assert.All(Boards.All(), board => Assert.Equal(board.ToText(), Read("dashboards", $"{board.Uid}.json")));
        var source = Read("provisioning", "datasources", "cicada.yaml");
        Assert.Contains("    url: 'http://metrics:8086'\n    user: $CICADA_DATA_USER\n", source);
        Assert.Contains("      dbName: 'load$$tests'\n", source);
        Assert.Contains("      password: $CICADA_DATA_PASSWORD\n", source);
        Assert.Contains($"      path: '{_folder.Combine("out", "dashboards")}'\n", Read("provisioning", "dashboards", "cicada.yaml"));
        Assert.Contains("the data is at http://metrics:8086, database 'load$tests'.", _door.Output);
    }

    [Fact]
    public async Task Without_an_address_it_is_cicada_serve()
    {
        Assert.Equal(0, await _door.RunToolAsync(["grafana", "export", _folder.Combine("out"), "--json"]));

        using var document = JsonDocument.Parse(_door.Output);
        Assert.Equal("http://127.0.0.1:8086", document.RootElement.GetProperty("url").GetString());
        Assert.Equal("cicada", document.RootElement.GetProperty("database").GetString());
        Assert.All(document.RootElement.GetProperty("files").EnumerateArray(), file => Assert.True(File.Exists(_folder.Combine("out", file.GetString()!))));
    }

    [Fact]
    public async Task A_server_with_tokens_gets_one_from_the_environment_of_grafana()
    {
        Assert.Equal(0, await _door.RunToolAsync(["grafana", "export", _folder.Combine("out"), "--influx", "http://metrics:8086?org=o&bucket=load"]));

        var source = Read("provisioning", "datasources", "cicada.yaml");
        Assert.Contains("      httpHeaderName1: Authorization\n", source);
        Assert.Contains("      httpHeaderValue1: Token $CICADA_DATA_TOKEN\n", source);
        Assert.Contains("      dbName: 'load'\n", source);
        Assert.DoesNotContain("password", source.Split("apiVersion")[1]);
    }

    [Theory]
    [InlineData("http://u:secret1@metrics:8086/load", "has credentials in it")]
    [InlineData("http://metrics:8086/load/season", "retention policy 'season'")]
    [InlineData("metrics:8086/load", "'http://'")]
    public async Task An_address_that_cannot_be_the_boards_is_refused_with_a_sentence(string address, string sentence)
    {
        Assert.Equal(2, await _door.RunToolAsync(["grafana", "export", _folder.Combine("out"), "--influx", address]));

        Assert.Contains(sentence, _door.Error);
        Assert.DoesNotContain("secret1", _door.Error);
        Assert.False(Directory.Exists(_folder.Combine("out")));
    }

    private string Read(params string[] path) => File.ReadAllText(_folder.Combine(["out", .. path]));
}

using System.Globalization;
using System.Text.Json;
using Cicada.Storage;
using Cicada.Tests.Architecture;
using Cicada.TestSupport;

namespace Cicada.Tests.InfluxApi;

/// <summary><c>cicada serve</c> as a process of its own, on a port the system gives, with a folder that goes away with it.</summary>
internal sealed class ServedStore : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private ServedStore()
    {
    }

    /// <summary>Where it answers, with a slash at its end.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    public string Port => Address.Port.ToString(CultureInfo.InvariantCulture);

    public string Folder => _folder.Path;

    public string StorePath => _folder.Combine("served.duckdb");

    public HttpClient Client { get; } = new();

    public ProgramRunner Program { get; private set; } = null!;

    /// <summary>The tool as it was built with the tests.</summary>
    public static string Tool => SourceProject.All.Single(project => project.Name == "Cicada.Tool").Assembly.Location;

    public static Task<ServedStore> StartAsync(params string[] options) => StartAsync(new Dictionary<string, string?>(), options);

    public static async Task<ServedStore> StartAsync(IReadOnlyDictionary<string, string?> variables, params string[] options)
    {
        var served = new ServedStore();
        try
        {
            await served.RunAsync(variables, options);
            return served;
        }
        catch
        {
            await served.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs another command of the tool in the same folder.</summary>
    public Task<ProgramResult> AskAsync(params string[] arguments) => ProgramRunner.RunAsync("dotnet", ["exec", Tool, .. arguments], Folder);

    /// <summary>The answer to statements, as text.</summary>
    public async Task<string> QueryAsync(string query, string database = "", string parameters = "")
    {
        using var body = new FormUrlEncodedContent([new("db", database), new("q", query)]);
        using var answer = await Client.PostAsync(new Uri("query?" + parameters, UriKind.Relative), body, TestContext.Current.CancellationToken);
        return (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).TrimEnd('\n');
    }

    /// <summary>Writes line protocol; the status.</summary>
    public async Task<int> WriteAsync(string lines, string database)
    {
        using var body = new StringContent(lines);
        using var answer = await Client.PostAsync(new Uri($"write?db={database}", UriKind.Relative), body, TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (Program is not null)
        {
            await Program.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task RunAsync(IReadOnlyDictionary<string, string?> variables, string[] options)
    {
        Program = ProgramRunner.Start("dotnet", ["exec", Tool, "serve", "--store", StorePath, "--port", "0", "--json", .. options], Folder, variables);
        await Program.WaitForOutputAsync("}");
        using var said = JsonDocument.Parse(Program.Output);
        Address = new Uri(said.RootElement.GetProperty("address").GetString() + "/");
        Client.BaseAddress = Address;
        Assert.Equal(StorePath, said.RootElement.GetProperty("store").GetString());
        Assert.True(File.Exists(StorePath + ".owner"), $"Nobody says who owns '{nameof(Store)}'.");
    }
}

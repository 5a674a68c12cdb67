using Cicada.Storage;

namespace Cicada.WebUi.Tests.Programs;

/// <summary>A store with two runs of one test, and one of 2,000 names, recorded once for all tests that only look.</summary>
public sealed class RecordedStore : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private WebUiProgram? _program;

    /// <summary>Runs of one test; the second one has more users.</summary>
    public IReadOnlyList<string> Runs { get; private set; } = [];

    /// <summary>A run with many names.</summary>
    public string Many { get; private set; } = "";

    public Uri Address => _program!.Address;

    public string Path => _folder.Combine("recorded.duckdb");

    public async ValueTask InitializeAsync()
    {
        await using var shop = SmallShop.Open();
        await RecordAsync<ShopUser>("-H", shop.Address.ToString(), "-u", "4", "-r", "2", "-t", "5s", "--run-label", "build=1");
        await RecordAsync<ShopUser>("-H", shop.Address.ToString(), "-u", "8", "-r", "8", "-t", "4s", "--run-label", "build=2", "--note", "twice the users");
        await RecordAsync<ManyNamesUser>("-u", "20", "-r", "100", "-i", "6000", "--test", "many", "--max-names", "2500");
        using (var history = RunHistory.Open(Path))
        {
            Runs = [.. history.List(new RunFilter { Test = "shop" }).Select(run => run.Run).Reverse()];
            Many = history.List(new RunFilter { Test = "many" })[0].Run;
        }

        _program = await WebUiProgram.ServeAsync(Path);
    }

    public async ValueTask DisposeAsync()
    {
        if (_program is not null)
        {
            await _program.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task RecordAsync<T>(params string[] arguments)
        where T : User
    {
        using var output = new StringWriter();
        var code = await LoadTest.RunAsync(["--headless", "--only-summary", "--no-generator-check", "--store", Path, .. arguments], test => test.Users.Add<T>(), WebUiProgram.SurroundingsIn(_folder, output, output), typeof(T).Assembly);
        Assert.True(code is ExitCode.Success or ExitCode.Failures, output.ToString());
    }
}

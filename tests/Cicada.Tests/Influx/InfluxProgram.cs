using Cicada.TestSupport;

namespace Cicada.Tests.Influx;

/// <summary>
/// A load test as a user writes it, built once and run as a process of its own. Its rate, tasks a second of each user, comes from the
/// variable RATE; without one it runs at full speed. It has three pages, so that there are several series.
/// </summary>
public sealed class InfluxProgram : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The program.</summary>
    public string Executable => Path.Combine(_folder.Path, "out", OperatingSystem.IsWindows() ? "shop.exe" : "shop");

    public async ValueTask InitializeAsync()
    {
        var program = _folder.Write("shop.cs", $$"""
            #:project {{RepositoryRoot.Combine("src", "Cicada", "Cicada.csproj")}}
            using System.Globalization;
            using Cicada;
            return await LoadTest.RunAsync(args, test => test.Events.SpawningComplete.Add(_ => Console.Error.WriteLine("all users are there")));
            public sealed class ShopUser : HttpUser
            {
                private static readonly double Rate = double.Parse(Environment.GetEnvironmentVariable("RATE") ?? "0", CultureInfo.InvariantCulture);
                public override WaitTime WaitTime => Rate > 0 ? WaitTime.ConstantThroughput(Rate) : WaitTime.None;
                [Task(6)] public async Task Root() => await Client.GetAsync("/", Cancellation);
                [Task(3)] public async Task Item() => await Client.GetAsync("/item", Cancellation);
                [Task(1)] public async Task Pay() => await Client.GetAsync("/pay", Cancellation);
            }
            """);
        var built = await ProgramRunner.RunAsync("dotnet", ["build", program, "-o", Path.Combine(_folder.Path, "out"), "-v", "q"], _folder.Path);
        Assert.True(built.ExitCode == 0, built.ToString());
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}

using Cicada.Tests.Commands;
using Cicada.TestSupport;

[assembly: AssemblyFixture(typeof(BuiltProgram))]

namespace Cicada.Tests.Commands;

/// <summary>
/// A load test as a user writes it, built when the first test asks for it and once for all of them. Its rate, tasks a second of each user, comes from the
/// variable RATE; without one it runs at full speed. It has three pages, so that there are several series.
/// </summary>
public sealed class BuiltProgram : IDisposable
{
    /// <summary>What it writes to standard error when the load is what it is to be.</summary>
    public const string AllUsersAreThere = "all users are there";

    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<Task<string>> _executable;

    public BuiltProgram() => _executable = new(BuildAsync);

    /// <summary>Completes with the program's path when it is built.</summary>
    public Task<string> ExecutableAsync() => _executable.Value;

    public void Dispose() => _folder.Dispose();

    private async Task<string> BuildAsync()
    {
        var output = _folder.Combine("out");

        // Not 'dotnet build -o': that moves the output of every project it references too, and MSBuild compiles each of them anew, there and back again.
        var program = _folder.Write("shop.cs", $$"""
            #:project {{RepositoryRoot.Combine("src", "Cicada", "Cicada.csproj")}}
            #:property OutDir={{output}}{{Path.DirectorySeparatorChar}}
            using System.Globalization;
            using Cicada;
            return await LoadTest.RunAsync(args, test => test.Events.SpawningComplete.Add(_ => Console.Error.WriteLine("{{AllUsersAreThere}}")));
            public sealed class ShopUser : HttpUser
            {
                private static readonly double Rate = double.Parse(Environment.GetEnvironmentVariable("RATE") ?? "0", CultureInfo.InvariantCulture);
                public override WaitTime WaitTime => Rate > 0 ? WaitTime.ConstantThroughput(Rate) : WaitTime.None;
                [Task(6)] public async Task Root() => await Client.GetAsync("/", Cancellation);
                [Task(3)] public async Task Item() => await Client.GetAsync("/item", Cancellation);
                [Task(1)] public async Task Pay() => await Client.GetAsync("/pay", Cancellation);
            }
            """);
        var built = await ProgramRunner.RunAsync("dotnet", ["build", program, "-v", "q"], _folder.Path);
        Assert.True(built.ExitCode == 0, built.ToString());
        return Path.Combine(output, OperatingSystem.IsWindows() ? "shop.exe" : "shop");
    }
}

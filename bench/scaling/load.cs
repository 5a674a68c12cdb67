#:project ../../src/Cicada/Cicada.csproj

// What bench/scaling runs: users who ask for the same small answer under so many names (NAMES), with a wait between or without.
using Cicada;

return await LoadTest.RunAsync(args);

/// <summary>Full speed: one request after the other.</summary>
public sealed class Busy : HttpUser
{
    private static readonly string[] Names = NamesOf(Environment.GetEnvironmentVariable("NAMES"));

    [Task]
    public Task Ask() => Client.GetAsync("/", Cancellation, name: Names[Random.Next(Names.Length)]);

    internal static string[] NamesOf(string? count) => [.. Enumerable.Range(0, int.Parse(count ?? "1")).Select(i => $"/page/{i}")];
}

/// <summary>Most of a real user's life: one second between two requests.</summary>
public sealed class Waiting : HttpUser
{
    private static readonly string[] Names = Busy.NamesOf(Environment.GetEnvironmentVariable("NAMES"));

    public override WaitTime WaitTime => WaitTime.Between(0.5, 1.5);

    [Task]
    public Task Ask() => Client.GetAsync("/", Cancellation, name: Names[Random.Next(Names.Length)]);
}

/// <summary>Holds a connection, and shows every ten seconds that it is alive.</summary>
public sealed class Holding : HttpUser
{
    public override WaitTime WaitTime => WaitTime.Constant(10);

    [Task]
    public Task Ask() => Client.GetAsync("/", Cancellation);
}

using Cicada.Tests.Commands;

namespace Cicada.Tests.Influx;

/// <summary>The program these tests run as a process of its own, built before the first of them begins.</summary>
public sealed class InfluxProgram(BuiltProgram built) : IAsyncLifetime
{
    /// <summary>The program.</summary>
    public string Executable { get; private set; } = "";

    public async ValueTask InitializeAsync() => Executable = await built.ExecutableAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

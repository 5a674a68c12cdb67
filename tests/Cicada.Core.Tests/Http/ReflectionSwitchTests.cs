using System.Text.Json;
using System.Text.Json.Nodes;
using Cicada.TestSupport;

namespace Cicada.Tests.Http;

/// <summary>A file-based program switches JSON by reflection off; a test's own types are read and written all the same.</summary>
public sealed class ReflectionSwitchTests
{
    private const string Switch = "System.Text.Json.JsonSerializer.IsReflectionEnabledByDefault";

    [Fact]
    public void Json_by_reflection_is_on()
    {
        // By the property of an anonymous type, which has no generated context.
        Assert.Equal("{\"Id\":5}", JsonSerializer.Serialize(new { Id = 5 }));
        Assert.True(AppContext.TryGetSwitch(Switch, out var on) && on);
    }

    [Fact]
    public async Task The_JSON_tests_pass_in_a_process_that_has_it_switched_off()
    {
        using var folder = new TemporaryFolder();
        var assembly = typeof(ReflectionSwitchTests).Assembly.Location;
        var configuration = JsonNode.Parse(await File.ReadAllTextAsync(Path.ChangeExtension(assembly, ".runtimeconfig.json"), TestContext.Current.CancellationToken))!;
        var options = configuration["runtimeOptions"]!.AsObject();
        var properties = options["configProperties"]?.AsObject() ?? [];
        properties[Switch] = false;
        options["configProperties"] = properties;
        var changed = Path.Combine(folder.Path, "without.runtimeconfig.json");
        await File.WriteAllTextAsync(changed, configuration.ToJsonString(), TestContext.Current.CancellationToken);

        var result = await ProgramRunner.RunAsync(
            "dotnet",
            ["exec", "--runtimeconfig", changed, "--depsfile", Path.ChangeExtension(assembly, ".deps.json"), assembly, "--filter-method", "*.Json_*", "--no-ansi", "--progress", "off"]);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("failed: 0", result.Output, StringComparison.Ordinal);
    }
}

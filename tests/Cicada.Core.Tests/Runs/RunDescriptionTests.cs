namespace Cicada.Tests.Runs;

public sealed class RunDescriptionTests
{
    [Fact]
    public async Task Outputs_are_told_what_the_run_was_set_up_with_and_its_code_at_the_start_alone()
    {
        var plan = Rehearsal.Plan() with { Iterations = 1, Users = 3, RunTime = TimeSpan.FromMinutes(1), CodeFile = "shop.cs", Code = "return 0;" };
        var rehearsal = new Rehearsal(plan);

        await rehearsal.PlayAsync();

        var opened = rehearsal.Output.Opened!;
        Assert.Equal([new RunUserType(nameof(ScriptedUser), 1, null)], opened.UserTypes);
        Assert.Equal((7, 100d, TimeSpan.FromMinutes(1), "shop.cs", "return 0;"), (opened.Seed, opened.SpawnRate, opened.RunTime, opened.CodeFile, opened.Code));
        Assert.Equal((Environment.MachineName, Environment.ProcessorCount), (opened.Machine, opened.Cores));
        Assert.StartsWith(".NET ", opened.Framework, StringComparison.Ordinal);
        Assert.Null(rehearsal.Output.Closed!.Code);
        Assert.Equal("shop.cs", rehearsal.Output.Closed.CodeFile);
    }
}

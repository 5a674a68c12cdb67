using Cicada.Storage;

namespace Cicada.Tests.Samples;

/// <summary>Code of the guide that no sample has.</summary>
internal static class TestFrameworkGuide
{
    public static async Task<RunSummary> KeepAsync(Plan plan)
    {
        using var store = Store.Open("loadtests.duckdb");
        var result = await LoadTest.RunAsync(plan, new RunServices { Outputs = [new StoreOutput(store)] });
        return result;
    }
}

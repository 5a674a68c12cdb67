namespace Cicada.Tests.Comparison;

// The code of docs/guides/comparing.md, so that it compiles. ComparingGuideTests holds the two together.
internal static class ComparingGuide
{
    public static async Task<int> RunAsync(string[] args)
    {
        return await LoadTest.RunAsync(args, test =>
        {
            test.Regressions.Add(Regression.P95("GET /").MoreThan(10.Percent()));
            test.Regressions.Add(Regression.Failures().MoreThan(0.5.Percent()));
        });
    }

    // The door as the guide's program would come to it.
    private static class LoadTest
    {
        public static Task<int> RunAsync(string[] args, Action<LoadTestDefinition> configure)
        {
            var definition = new LoadTestDefinition();
            configure(definition);
            foreach (var rule in definition.Regressions)
            {
                Rules.Add(rule.Text);
            }

            return Task.FromResult(args.Length);
        }
    }

    public static List<string> Rules { get; } = [];
}

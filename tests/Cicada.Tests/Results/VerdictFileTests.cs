using System.Globalization;
using System.Xml.Linq;
using System.Xml.Schema;
using Cicada.Results;
using Cicada.TestSupport;
using CsCheck;

namespace Cicada.Tests.Results;

public sealed class VerdictFileTests
{
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    private static readonly VerdictSetting Setting = new(new Dictionary<string, string> { ["users"] = "5", ["influx-password"] = "[REDACTED]" }, "machine<1>", "abc123");

    // Any mixture of what can be amiss, with names that nobody escapes by accident.
    private static readonly Gen<RunSummary> Summaries = Gen.Select(
        Gen.OneOf(Gen.Const("shop"), Gen.String[Gen.Char, 1, 20], Gen.Const("a|b <script>\u0001]]>&\ud800")), Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 2].Select(i => (ThresholdState)i).List[0, 3],
        Gen.Bool, Gen.Bool, Gen.Int[0, 3].Select(i => (RegressionState)i).List[0, 2], Gen.Int[0, 5].Select(i => (Crashed: i % 2 == 1, OnError: i > 3 ? 17 : i / 2)),
        (name, failures, errors, thresholds, limited, lost, regressions, end) => Summary(name, failures, errors, thresholds, limited, lost, end.Crashed, end.OnError, regressions));

    [Fact]
    public void A_file_is_red_exactly_when_the_exit_code_is_not_0() => Summaries.Sample(summary =>
    {
        var red = summary.ExitCode != ExitCode.Success;
        var junit = XDocument.Parse(Text(summary, JUnitFile.Write)).Root!;
        var trx = XDocument.Parse(Text(summary, TrxFile.Write)).Root!;
        var markdown = Text(summary, MarkdownFile.Write);
        return (Count(junit, "failures") + Count(junit, "errors") > 0) == red
            && (trx.Element(Trx + "ResultSummary")!.Attribute("outcome")!.Value == "Failed") == red
            && markdown.StartsWith(red ? "## ❌" : "## ✅", StringComparison.Ordinal);
    }, iter: 2_000);

    [Fact]
    public void The_numbers_of_the_suite_are_those_of_its_cases() => Summaries.Sample(summary =>
    {
        var suite = XDocument.Parse(Text(summary, JUnitFile.Write)).Root!.Element("testsuite")!;
        var cases = suite.Elements("testcase").ToList();
        return Count(suite, "tests") == cases.Count && Count(suite, "failures") == cases.Count(one => one.Element("failure") is not null) && Count(suite, "errors") == cases.Count(one => one.Element("error") is not null);
    }, iter: 500);

    [Fact]
    public void JUnit_has_the_form_of_surefire_whatever_things_are_called() => Summaries.Sample(summary =>
    {
        var name = summary.Test;
        var hostile = summary with { Host = name, Note = name, Labels = new Dictionary<string, string> { [name] = name }, Warnings = [name], Ended = name.Length % 2 == 0 ? null : summary.Ended };
        return Amiss(Text(hostile, JUnitFile.Write)).Count == 0;
    }, iter: 1_000);

    [Theory]
    [InlineData(" classname=", " class=")]
    [InlineData("tests=\"7\"", "tests=\"all\"")]
    [InlineData("timestamp=\"2026-11-29T10:12:07\"", "timestamp=\"2026-11-29T10:12:07Z\"")]
    [InlineData("name=\"no task threw\"", "name=\"no request failed\"")] // two cases of one name
    [InlineData("<failure ", "<skipped />\n<failure ")]
    public void A_file_of_another_form_is_seen_to_be_one(string right, string wrong)
    {
        var text = Text(Summary("shop", 1, 0, [ThresholdState.Passed, ThresholdState.Passed], false, false, false, 1), JUnitFile.Write);
        Assert.Empty(Amiss(text));
        Assert.Contains(right, text, StringComparison.Ordinal);

        Assert.NotEmpty(Amiss(text.Replace(right, wrong, StringComparison.Ordinal)));
    }

    [Fact]
    public void Each_case_has_a_name_of_its_own_which_no_figure_of_the_run_changes()
    {
        var good = VerdictCases.Of(Summary("shop", 0, 0, [ThresholdState.Passed, ThresholdState.Passed], false, false, false, 1));
        var bad = VerdictCases.Of(Summary("shop", 3, 2, [ThresholdState.Broken, ThresholdState.NoData], true, true, true, 1));

        Assert.Equal(good.Select(one => (one.ClassName, one.Name)), bad.Select(one => (one.ClassName, one.Name)));
        Assert.Equal(good.Count, good.Select(one => one.Name).Distinct().Count());
    }

    [Fact]
    public void JUnit_says_what_was_observed_and_what_was_expected()
    {
        var junit = XDocument.Parse(Text(Summary("shop", 2, 0, [ThresholdState.Broken, ThresholdState.NoData], false, false, false, 1), JUnitFile.Write));

        var messages = junit.Descendants("failure").Select(failure => failure.Attribute("message")!.Value).ToList();
        Assert.Contains(messages, message => message.Contains("340 ms observed, expected p95 < 200ms", StringComparison.Ordinal));
        Assert.Contains(messages, message => message.StartsWith("No data", StringComparison.Ordinal));
        Assert.Contains(junit.Descendants("property"), property => property.Attribute("name")!.Value == "option.influx-password" && property.Attribute("value")!.Value == "[REDACTED]");
    }

    [Fact]
    public void Trx_has_a_definition_for_each_result_and_the_same_ids_in_every_run()
    {
        var first = XDocument.Parse(Text(Summary("shop", 0, 0, [ThresholdState.Passed], false, false, false, 1), TrxFile.Write));
        var second = XDocument.Parse(Text(Summary("shop", 1, 0, [ThresholdState.Broken], false, false, false, 1), TrxFile.Write));

        string[] Ids(XDocument document) => [.. document.Descendants(Trx + "UnitTestResult").Select(result => result.Attribute("testId")!.Value)];
        Assert.Equal(Ids(first), Ids(second));
        Assert.Equal(Ids(first).Order(), first.Descendants(Trx + "UnitTest").Select(test => test.Attribute("id")!.Value).Order());
        Assert.All(Ids(first), id => Guid.Parse(id));
    }

    [Fact]
    public void Markdown_keeps_hostile_names_in_their_cells_and_is_never_long()
    {
        var summary = Summary("a|b <script>alert(1)</script>", 1, 1, [ThresholdState.Broken], false, false, false, 1);
        var many = summary with { Requests = [.. Enumerable.Range(0, 5_000).Select(i => summary.Total with { RequestType = "GET", Name = new string('x', 200) + i })] };

        var text = Text(many, MarkdownFile.Write);

        Assert.DoesNotContain("<script", text, StringComparison.Ordinal);
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(text), 1, 200_000);
        Assert.Contains("4,900 more requests are left out.", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n').Where(line => line.StartsWith("| GET", StringComparison.Ordinal)), line => Assert.Equal(9, line.Replace("\\|", "", StringComparison.Ordinal).Count(letter => letter == '|')));
    }

    [Fact]
    public void The_exit_code_is_that_of_the_first_reason_there_is()
    {
        ExitReason[] order = [ExitReason.BadOptions, ExitReason.SamplesLost, ExitReason.ThresholdBroken, ExitReason.Regression, ExitReason.GeneratorLimited, ExitReason.Failures];
        int[] codes = [2, 6, 3, 4, 5, 1];
        for (var mask = 0; mask < 64; mask++)
        {
            foreach (var onError in new[] { 0, 1, 17 })
            {
                var applies = order.Where((_, i) => (mask & (1 << i)) != 0).ToList();
                var reasons = ExitReasons.Of(applies.Contains, onError);
                var first = Array.FindIndex(order, applies.Contains);

                Assert.Equal(first < 0 ? 0 : first == 5 ? onError : codes[first], ExitReasons.CodeOf(reasons, onError));
            }
        }
    }

    private static readonly Lazy<XmlSchemaSet> Surefire = new(() =>
    {
        var schemas = new XmlSchemaSet();
        schemas.Add(null, RepositoryRoot.Combine("tests", "Cicada.Tests", "Results", "junit.xsd"));
        schemas.Compile();
        return schemas;
    });

    private static List<string> Amiss(string junit)
    {
        var problems = new List<string>();
        XDocument.Parse(junit).Validate(Surefire.Value, (_, problem) => problems.Add(problem.Message));
        return problems;
    }

    private static int Count(XElement element, string name) => int.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    private static string Text(RunSummary summary, Action<TextWriter, RunSummary, VerdictSetting> write)
    {
        using var writer = new StringWriter();
        write(writer, summary, Setting);
        return writer.ToString();
    }

    private static RunSummary Summary(string name, int failures, int errors, List<ThresholdState> thresholds, bool limited, bool lost, bool crashed, int onError, List<RegressionState>? regressions = null)
    {
        var verdict = thresholds.Any(state => state != ThresholdState.Passed) ? Verdict.Failed : limited ? Verdict.GeneratorLimited : thresholds.Count > 0 ? Verdict.Passed : Verdict.NoThresholds;
        var reasons = ExitReasons.Of(reason => reason switch
        {
            ExitReason.BadOptions => crashed,
            ExitReason.SamplesLost => lost,
            ExitReason.ThresholdBroken => verdict == Verdict.Failed,
            ExitReason.GeneratorLimited => limited,
            ExitReason.Regression => regressions?.Exists(state => state is RegressionState.Broken or RegressionState.NoData) == true,
            ExitReason.Failures => failures > 0 || errors > 0,
            _ => false,
        }, onError);
        return new RunSummary
        {
            Run = "r20261129-101207-k3f",
            Test = name,
            State = RunState.Finished,
            ExitCode = ExitReasons.CodeOf(reasons, onError),
            ExitReasons = reasons,
            Started = new DateTimeOffset(2026, 11, 29, 10, 12, 7, TimeSpan.Zero),
            Ended = new DateTimeOffset(2026, 11, 29, 10, 13, 7, TimeSpan.Zero),
            Users = 5,
            Requests = [Figures("GET", name, failures)],
            Total = Figures("(all)", "(all)", failures),
            Failures = failures == 0 ? [] : [new FailureSummary { RequestType = "GET", Name = name, Exception = "http_500", Message = $"The status is 500 {name}", Occurrences = failures, FirstSeen = default, LastSeen = default }],
            UserErrors = errors == 0 ? [] : [new UserErrorSummary { Occurrences = errors, Exception = "InvalidOperationException", Message = name, Traceback = "at x" }],
            Verdict = verdict,
            Comparison = regressions is null ? null : new() { Base = "r20261122-101207-k3f", Regressions = [.. regressions.Select(state => Regression(name, state))] },
            Thresholds = [.. thresholds.Select(state => new ThresholdSummary
            {
                Text = "p95 < 200ms", State = state, Metric = "p95", Requests = null, Comparison = "<", Limit = 200, Observed = state == ThresholdState.NoData ? null : state == ThresholdState.Broken ? 340 : 120,
                Unit = "ms", Over = null, After = null, Abort = false, BrokenAt = state == ThresholdState.Broken ? 12 : null,
            })],
            Recording = new RecordingSummary { Recorded = 10, Stored = lost ? 9 : 10, Spooled = 0, Dropped = lost ? 1 : 0, Rejected = 0, Outputs = [new OutputSummary { Name = "store", Recorded = 10, Stored = lost ? 9 : 10, Spooled = 0, Dropped = lost ? 1 : 0, Rejected = 0, Observations = default }] },
        };
    }

    private static RegressionSummary Regression(string name, RegressionState state) => new()
    {
        Text = $"p95({name}) +10%",
        State = state,
        Requests = state == RegressionState.NoData ? 0 : 2,
        RequestType = state == RegressionState.NoData ? null : "GET",
        Name = state == RegressionState.NoData ? null : name,
        Difference = state == RegressionState.NoData
            ? null
            : new() { Figure = "p95", Unit = "ms", Base = 100, Value = 150, Difference = 50, Percent = 50, Lower = 40, Upper = 60, Meaning = DifferenceMeaning.Worse },
    };

    private static RequestSummary Figures(string type, string name, int failures) => new()
    {
        RequestType = type,
        Name = name,
        Count = 10,
        Failures = failures,
        Rps = 1,
        Mean = 100,
        Min = 1,
        Max = 400,
        P50 = 90,
        P75 = 100,
        P90 = 110,
        P95 = 120,
        P99 = 300,
        P999 = 400,
        Bytes = 100,
    };
}

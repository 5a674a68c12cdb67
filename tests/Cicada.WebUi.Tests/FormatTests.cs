using Cicada.WebUi.Tests.Browsers;

namespace Cicada.WebUi.Tests;

[Trait("Category", "EndToEnd")]
public sealed class FormatTests(Chromium chromium)
{
    [RequiresChromiumFact]
    public async Task Figures_have_three_digits_that_mean_something_and_their_unit()
    {
        (string Asked, string Expected)[] cases =
        [
            ("m.count(1234567)", "1 234 567"),
            ("m.count(null)", "–"),
            ("m.figure(0)", "0"),
            ("m.figure(0.01234)", "0.012"),
            ("m.figure(1.234)", "1.23"),
            ("m.figure(9.996)", "10.0"), // not 9.996 with three digits, and not 10.00 with four
            ("m.figure(99.96)", "100"),
            ("m.figure(12345.6)", "12 346"),
            ("m.figure(-12345.6)", "−12 346"),
            ("m.plain(12)", "12"), // a number of users, not a measurement
            ("m.plain(12.5)", "12.5"),
            ("m.counted(1, 'request')", "1 request"),
            ("m.counted(2000, 'kind of failure', 'kinds of failures')", "2 000 kinds of failures"),
            ("m.msWithUnit(9999)", "9 999 ms"),
            ("m.msWithUnit(12345)", "12.3 s"),
            ("m.percent(0)", "0 %"),
            ("m.percent(0.00001)", "<0.01 %"), // one failure in 100,000 is not none
            ("m.percent(0.0123)", "1.23 %"),
            ("m.percent(0.999999)", ">99.99 %"), // nor is all but one all
            ("m.percent(1)", "100 %"),
            ("m.percent(m.ratio(0, 0))", "–"),
            ("m.bytes(999)", "999 B"),
            ("m.bytes(1234567)", "1.23 MB"),
            ("m.elapsed(65)", "1:05"),
            ("m.elapsed(3723.9)", "1:02:03"),
            ("m.duration(9.25)", "9.3 s"),
            ("m.duration(59.96)", "1 min"),
            ("m.duration(90)", "1 min 30 s"),
            ("m.duration(7500)", "2 h 5 min"),
            ("m.duration(273600)", "3 d 4 h"),
            ("m.signed(-4)", "−4.00"),
            ("m.signed(4)", "+4.00"),
        ];
        await using var tab = await chromium.OpenUiFilesAsync();

        var said = await tab.AskAsync<string[]>("cicada/format", $"[{string.Join(',', cases.Select(one => one.Asked))}]");

        Assert.Equal(cases.Select(one => $"{one.Asked}: {one.Expected}"), cases.Zip(said, (one, text) => $"{one.Asked}: {text.Replace('\u202f', ' ').Replace('\u00a0', ' ')}"));
    }

    [RequiresChromiumFact]
    public async Task Times_of_day_are_those_of_the_zone_that_is_asked_for()
    {
        await using var tab = await chromium.OpenUiFilesAsync();

        var said = await tab.AskAsync<string[]>("cicada/times", """
            [m.dateTime("2026-07-01T23:30:15Z", "Europe/Berlin"), m.zoneText("Europe/Berlin", "2026-07-01T23:30:15Z"), m.zoneText("Europe/Berlin", "2026-12-01T00:00:00Z"),
             m.dateTime("2026-07-01T00:00:00Z", "UTC"), m.zoneText("UTC", 0), m.timeOfDay("2026-07-01T10:00:00Z", "No/Such"), m.ago("2026-07-01T10:00:00Z", Date.parse("2026-07-01T10:20:00Z"))]
            """);

        Assert.Equal(["2026-07-02 01:30:15", "UTC+2", "UTC+1", "2026-07-01 00:00:00", "UTC", "10:00:00", "20 min ago"], said);
    }
}

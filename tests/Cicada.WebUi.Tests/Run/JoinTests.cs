using Cicada.WebUi.Tests.Browsers;

namespace Cicada.WebUi.Tests.Run;

[Trait("Category", "EndToEnd")]
public sealed class JoinTests(Chromium chromium)
{
    [RequiresChromiumFact]
    public async Task Seconds_follow_each_other_and_the_last_is_told_again_with_what_came_behind_it()
    {
        await using var tab = await chromium.OpenUiFilesAsync();

        var said = await tab.Page.EvaluateAsync<string[]>("""
            async () => {
              const m = await import("cicada/run/join");
              const { perSecond } = await import("cicada/run/rates");
              const series = (time, until, counts, width = 1) => ({ from: time[0], to: until, until, width, time, requests: { succeeded: counts, status: [counts] }, users: null, generator: null });
              const given = series([0, 1, 2], 3, [10, 20, 30]);
              const again = series([2], 3.06, [34]);
              const renewed = m.append(given, again);
              const map = { width: 1, time: [0, 1, 2], counts: [[1], [2], [3]] };
              return [
                [series([2], 3, [30]), series([3], 4, [1]), series([5], 6, [1]), again].map(second => m.jointOf(given, second)).join(),
                m.jointOf(series([0], 10, [5], 10), series([10], 11, [1])),
                JSON.stringify([renewed.time, renewed.until, renewed.requests, perSecond(renewed, renewed.requests.succeeded).map(rate => Math.round(rate * 1000) / 1000)]),
                JSON.stringify([1, 2, 3].map(begin => m.appendLatency(map, begin, [9]).counts.flat())),
              ];
            }
            """);

        Assert.Equal(
            ["known,append,gap,append", "wide", "[[0,1,2],3.06,{\"succeeded\":[10,20,34],\"status\":[[10,20,34]]},[10,20,32.075]]", "[[1,2,3],[1,2,9],[1,2,3,9]]"],
            said);
    }
}

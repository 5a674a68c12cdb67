using Cicada.WebUi.Tests.Browsers;

namespace Cicada.WebUi.Tests.Explore;

[Trait("Category", "EndToEnd")]
public sealed class StatementsTests(Chromium chromium)
{
    [RequiresChromiumFact]
    public async Task What_changes_something_is_told_from_what_reads()
    {
        (string Query, bool Reads)[] cases =
        [
            ("SELECT * FROM x", true),
            ("show databases; select 1 from y", true),
            ("SELECT \"into\" FROM x WHERE a = 'drop; delete'", true), // names and texts are neither statements nor words
            ("SELECT 1 FROM x -- ; DROP DATABASE y", true),
            ("SELECT * INTO y FROM x", false),
            ("SELECT 1 FROM x; DROP DATABASE y", false),
            ("/* select */ DELETE FROM x", false),
            ("'select'; CREATE DATABASE y", false),
        ];
        await using var tab = await chromium.OpenUiFilesAsync();

        var said = await tab.Page.EvaluateAsync<bool[]>("async queries => { const m = await import('cicada/explore/statements'); return queries.map(m.onlyReads); }", cases.Select(one => one.Query).ToArray());

        Assert.Equal(cases, cases.Zip(said, (one, reads) => (one.Query, reads)));
    }

    [RequiresChromiumFact]
    public async Task An_answer_becomes_csv_that_no_spreadsheet_takes_for_formulas()
    {
        await using var tab = await chromium.OpenUiFilesAsync();

        var csv = await tab.AskAsync<string>("cicada/explore/csv", """
            m.csvOf([{ statement_id: 0, series: [{ name: "x", tags: { name: "=1+1" }, columns: ["time", "count"], values: [[1000, -3], [2000, null]] }, { name: "x", tags: { name: "a,\"b" }, columns: ["time", "count"], values: [[1000, 4]] }] }])
            """);

        Assert.Equal(
            """
            name,name,time,count
            x,'=1+1,1970-01-01T00:00:01.000Z,-3
            x,'=1+1,1970-01-01T00:00:02.000Z,
            x,"a,""b",1970-01-01T00:00:01.000Z,4

            """,
            csv.Replace("\r\n", "\n", StringComparison.Ordinal));
    }
}

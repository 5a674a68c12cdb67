using Cicada.WebUi.Tests.Browsers;

namespace Cicada.WebUi.Tests.Table;

[Trait("Category", "EndToEnd")]
public sealed class TableTests(Chromium chromium)
{
    private const string Columns = """
        const columns = [
          { key: "name", name: "Name", width: 100, value: row => row.name },
          { key: "p95", name: "p95", unit: "ms", width: 80, isNumber: true, from: 0, value: row => row.p95 },
          { key: "max", name: "Max", unit: "ms", width: 80, isNumber: true, from: 900, value: row => row.max ?? null },
          { key: "line", name: "Line", width: 80, isPicture: true, from: 900, value: () => null },
        ];
        const rows = [{ name: "b", p95: 2 }, { name: "a10", p95: null }, { name: "a9", p95: 10 }, { name: "c", p95: 2 }];
        """;

    [RequiresChromiumFact]
    public async Task Rows_without_a_value_are_last_either_way_and_equal_ones_keep_their_order()
    {
        await using var tab = await chromium.OpenUiFilesAsync();

        var said = await tab.Page.EvaluateAsync<string[]>($$"""
            async () => {
              const m = await import("cicada/table/order");
              {{Columns}}
              return ["p95", "-p95", "name", "-name", "nothing", ""].map(text => m.ordered(rows, columns, m.sortOf(text)).map(row => row.name).join(" "));
            }
            """);

        Assert.Equal(["b c a9 a10", "a9 b c a10", "a9 a10 b c", "c b a10 a9", "b a10 a9 c", "b a10 a9 c"], said);
    }

    [RequiresChromiumFact]
    public async Task A_head_sorts_numbers_from_the_greatest_and_turns_the_order_round()
    {
        await using var tab = await chromium.OpenUiFilesAsync();

        var said = await tab.AskAsync<string[]>("cicada/table/order", "[[true, null], [false, null], [true, '-x'], [true, 'x'], [true, 'y']].map(([isNumber, sort]) => m.sortText(m.nextSort({ key: 'x', isNumber }, m.sortOf(sort))))");

        Assert.Equal(["-x", "x", "x", "-x", "-x"], said);
    }

    [RequiresChromiumFact]
    public async Task A_filter_wants_all_its_words_and_none_with_a_minus()
    {
        await using var tab = await chromium.OpenUiFilesAsync();

        var said = await tab.AskAsync<string[]>("cicada/table/filter", "['', 'GET', 'get /it', 'get -item', '-', '<script>'].map(filter => m.filtered(['GET /', 'GET /item', 'POST /', '<script>x'], filter, text => text).join())");

        Assert.Equal(["GET /,GET /item,POST /,<script>x", "GET /,GET /item", "GET /item", "GET /", "GET /,GET /item,POST /,<script>x", "<script>x"], said);
    }

    [RequiresChromiumFact]
    public async Task Of_a_long_table_only_the_rows_in_sight_and_some_around_are_drawn()
    {
        await using var tab = await chromium.OpenUiFilesAsync();

        // 25,000 rows of 30 pixels in a box of 600: at the top, in the middle, behind the end (rows have just gone), and of an empty table.
        var said = await tab.AskAsync<string[]>("cicada/table/visible", "[[25000, 0], [25000, 300000], [10, 300000], [0, 0]].map(([count, top]) => { const { first, end } = m.visibleRows(count, 30, top, 600); return first + ' ' + end; })");
        var scroll = await tab.AskAsync<string[]>("cicada/table/visible", "[[5, 0], [5, 200], [30, 0]].map(([row, top]) => String(m.scrollTo(row, 30, top, 600)))");

        Assert.Equal(["0 28", "9992 10028", "9 10", "0 0"], said);
        Assert.Equal(["null", "150", "330"], scroll);
    }

    [RequiresChromiumFact]
    public async Task Columns_are_those_that_fit_until_a_reader_has_chosen()
    {
        await using var tab = await chromium.OpenUiFilesAsync();

        var said = await tab.Page.EvaluateAsync<string[]>($$"""
            async () => {
              const m = await import("cicada/table/column");
              {{Columns}}
              return [[null, 400], [null, 1400], [["max", "gone"], 400], [[], 1400]].map(([chosen, width]) => m.shownColumns(columns, chosen, width).map(column => column.key).join());
            }
            """);

        Assert.Equal(["name,p95", "name,p95,max,line", "name,max", "name"], said);
    }

    [RequiresChromiumFact]
    public async Task Rows_leave_as_text_that_no_spreadsheet_takes_for_a_formula()
    {
        await using var tab = await chromium.OpenUiFilesAsync();

        var said = await tab.Page.EvaluateAsync<string[]>($$"""
            async () => {
              const m = await import("cicada/table/copy");
              {{Columns}}
              const some = [{ name: "=1+1", p95: 1234.5 }, { name: "a,\"b\"\tc", p95: null }];
              return [m.csvRows(some, columns), m.tsvRows(some, columns)];
            }
            """);

        Assert.Equal("Name,p95 (ms),Max (ms)\n'=1+1,1234.5,\n\"a,\"\"b\"\"\tc\",,\n", said[0]);
        Assert.Equal("Name\tp95 (ms)\tMax (ms)\n'=1+1\t1234.5\t\n\"a,\"\"b\"\" c\"\t\t\n", said[1]);
    }

    [RequiresChromiumFact]
    public async Task Keys_move_among_the_rows_and_no_further()
    {
        await using var tab = await chromium.OpenUiFilesAsync();

        var said = await tab.AskAsync<string[]>("cicada/table/keys", "[['ArrowDown', 3], ['ArrowUp', 0], ['PageDown', 95], ['PageUp', 3], ['Home', 50], ['End', 50], ['x', 50]].map(([key, at]) => String(m.moveOf(key, at, 100, 20, false))).concat(String(m.moveOf('ArrowDown', 0, 100, 20, true)), String(m.moveOf('End', 0, 0, 20, true)))");

        Assert.Equal(["4", "0", "99", "0", "0", "99", "null", "0", "null"], said);
    }
}

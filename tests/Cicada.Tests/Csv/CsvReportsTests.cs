using Cicada.Csv;
using Cicada.Tests.Terminal;

namespace Cicada.Tests.Csv;

public sealed class CsvReportsTests
{
    [Fact]
    public void Requests_have_locusts_columns_and_a_last_line_for_all()
    {
        var lines = Lines(writer => CsvReports.WriteRequests(writer, SomeFigures.Snapshot(SomeFigures.Request("/", 100, 5))));

        Assert.Equal(
            "Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time,Min Response Time,Max Response Time,Average Content Size,"
            + "Requests/s,Failures/s,50%,66%,75%,80%,90%,95%,98%,99%,99.9%,99.99%,100%",
            lines[0]);
        Assert.Equal("GET,/,100,5,1.25,1.5,0.25,1234,50,12.5,0.625,1.25,1.5,2,2.5,3,45.67,600,678.9,1200,1230,1234", lines[1]);
        Assert.StartsWith(",Aggregated,100,5,", lines[2]);
        Assert.Equal(3, lines.Length);
    }

    [Fact]
    public void History_has_locusts_columns()
    {
        var head = Lines(CsvReports.WriteHistoryHead)[0];
        var lines = History(full: false);

        Assert.Equal(
            "Timestamp,User Count,Type,Name,Requests/s,Failures/s,50%,66%,75%,80%,90%,95%,98%,99%,99.9%,99.99%,100%,Total Request Count,Total Failure Count,"
            + "Total Median Response Time,Total Average Response Time,Total Min Response Time,Total Max Response Time,Total Average Content Size",
            head);
        Assert.Equal("1700000000,20,,Aggregated,10,0.5,1.25,1.5,2,2.5,3,45.67,600,678.9,1200,1230,1234,100,5,1.25,1.5,0.25,1234,50", Assert.Single(lines));
    }

    [Fact]
    public void A_full_history_has_a_line_for_each_name_before_the_one_for_all()
    {
        var lines = History(full: true);

        Assert.Equal(2, lines.Length);
        Assert.StartsWith("1700000000,20,GET,/,", lines[0]);
    }

    [Fact]
    public void Before_the_first_request_percentiles_are_not_available()
    {
        var lines = Lines(writer => CsvReports.WriteRequests(writer, SomeFigures.Snapshot()));

        Assert.EndsWith(",N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A", lines[1]);
    }

    [Fact]
    public void Failures_and_exceptions_have_locusts_columns()
    {
        var snapshot = SomeFigures.Snapshot() with
        {
            Failures = [SomeFigures.Failure("/a,b", "status 500", "he said \"no\"\nand left")],
            UserErrors = [new UserErrorSummary { Occurrences = 2, Exception = "E", Message = "boom", Traceback = "at A\nat B" }],
        };

        Assert.Equal(
            ["Method,Name,Error,Occurrences,First Seen,Last Seen", "GET,\"/a,b\",\"status 500: he said \"\"no\"\"\\nand left\",3,1.5,20"],
            Lines(writer => CsvReports.WriteFailures(writer, snapshot)));
        Assert.Equal(["Count,Message,Traceback,Nodes", "2,boom,at A\\nat B,local"], Lines(writer => CsvReports.WriteExceptions(writer, snapshot)));
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@a", "'@a")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("/a=b", "/a=b")]
    [InlineData("", "")]
    public void A_spreadsheet_takes_no_name_for_a_formula(string text, string expected) => Assert.Equal(expected, CsvText.Safe(text));

    private static string[] History(bool full) => Lines(writer => CsvReports.WriteHistory(
        writer, SomeFigures.Snapshot(SomeFigures.Request("/", 100, 5)), DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), full));

    private static string[] Lines(Action<TextWriter> write)
    {
        using var writer = new StringWriter();
        write(writer);
        return writer.ToString().TrimEnd('\n').Split('\n');
    }
}

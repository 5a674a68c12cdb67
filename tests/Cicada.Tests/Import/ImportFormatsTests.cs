using System.Text;
using Cicada.Import;

namespace Cicada.Tests.Import;

public sealed class ImportFormatsTests
{
    [Theory]
    [InlineData("PAR1....", "parquet")]
    [InlineData("\n\n{\"measurement\":\"m\",\"time\":1}", "jsonl")]
    [InlineData("{\"type\":\"Metric\",\"metric\":\"vus\"}", "k6")]
    [InlineData("{\"metric\":\"vus\",\"type\":\"Point\"}", "k6")]
    [InlineData("{\"a\":1}", null)]
    [InlineData("\uFEFF<?xml version=\"1.0\"?>", "jmeter")]
    [InlineData("elapsed;timeStamp;label", "jmeter")]
    [InlineData("timeStamp\telapsed", "jmeter")]
    [InlineData("\"Timestamp\",\"User Count\",\"Type\",\"Name\",\"Total Request Count\"", "locust")]
    [InlineData("time,run,name\r\n1,a,b", "csv")]
    [InlineData("# a comment\nm a=1", "line-protocol")]
    [InlineData("cicada_users,run=r1,user_class=A\\ B count=1i 5", "line-protocol")]
    [InlineData("These are words = nothing", null)]
    [InlineData("", null)]
    [InlineData("\0\0\0\0", null)]
    public void A_file_is_recognised_by_its_beginning(string head, string? format) =>
        Assert.Equal(format, ImportFormats.Recognise(Encoding.UTF8.GetBytes(head)) is { } known ? ImportFormats.NameOf(known) : null);
}

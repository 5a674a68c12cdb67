using System.Text;
using Cicada.Import;
using CsCheck;

namespace Cicada.Tests.Import;

public sealed class HostileInputTests : IDisposable
{
    private const string Good = """{"measurement":"cicada_events","time":1795608000000000000,"tags":{"run":"r1","type":"a"},"fields":{"title":"t","text":""}}""";
    private readonly ImportFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Bad_lines_are_told_by_their_number_and_do_not_stop_the_rest()
    {
        string[] lines =
        [
            Good,
            "nonsense",
            """{"measurement":"m","time":1.5,"tags":{"run":"r1"},"fields":{"a":1}}""",
            """{"measurement":"m","time":1,"tags":{"run":1},"fields":{"a":1}}""",
            """{"measurement":"m","time":1,"tags":{"run":"r1"},"fields":{}}""",
            """{"measurement":"m","time":1,"tags":{"run":"r1"},"fields":{"a":null}}""",
            """{"measurement":"m","time":1,"tags":{"run":"r1"},"fields":{"a":99999999999999999999}}""",
            """{"measurement":"m","time":1,"tags":{"run":"r1","run":"r2"},"fields":{"a":1}}""",
            """{"measurement":"","time":1,"tags":{"run":"r1"},"fields":{"a":1}}""",
            """{"measurement":"m","time":1,"tags":{},"fields":{"a":1}}""",
            "[[[[[[[[[[[[[[[[",
            Good + " trailing",
            "",
            Good.Replace("\"a\"", "\"b\"", StringComparison.Ordinal),
        ];

        var result = _fixture.ImportText(string.Join('\n', lines));

        Assert.Equal(2, result.Stored);
        Assert.Equal([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], result.Report.Bad.Select(bad => (int)bad.Number));
        Assert.All(result.Report.Bad, bad => Assert.False(string.IsNullOrEmpty(bad.Reason)));
    }

    [Fact]
    public void A_field_of_another_type_than_in_the_store_is_a_bad_line()
    {
        _fixture.ImportText(Good);

        var result = _fixture.ImportText(
            Good.Replace("\"title\":\"t\"", "\"title\":5", StringComparison.Ordinal) + "\n" + Good.Replace("\"a\"", "\"b\"", StringComparison.Ordinal));

        Assert.Equal(1, result.Stored);
        Assert.Equal(1, Assert.Single(result.Report.Bad).Number);
        Assert.Contains("title", result.Report.Bad[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_of_many_megabytes_is_passed_over_and_what_follows_is_read()
    {
        using (var writer = new StreamWriter(_fixture.PathOf("long.jsonl")))
        {
            writer.WriteLine(Good);
            writer.Write("{\"measurement\":\"");
            var block = new string('x', 1 << 20);
            for (var i = 0; i < 40; i++)
            {
                writer.Write(block);
            }

            writer.WriteLine();
            writer.WriteLine(Good.Replace("\"a\"", "\"b\"", StringComparison.Ordinal));
        }

        var result = _fixture.Import(_fixture.PathOf("long.jsonl"));

        Assert.Equal(2, result.Stored);
        Assert.Equal(2, Assert.Single(result.Report.Bad).Number);
        Assert.True(result.Report.Bad[0].Excerpt.Length <= 80);
    }

    [Fact]
    public void A_quote_that_is_never_closed_costs_its_own_line_only()
    {
        var result = _fixture.ImportText(
            """
            timeStamp,elapsed,label,success
            1795608000000,1,a,true
            1795608000001,1,"b,true
            1795608000002,1,c,true
            1795608000003,1,"d
            d",true
            1795608000004,1,e,true
            """.ReplaceLineEndings("\n").Replace("\"d\nd\"", "d", StringComparison.Ordinal));

        Assert.Equal(3, Assert.Single(result.Report.Bad).Number);
        Assert.Equal(["a|c|d|e"], [string.Join('|', _fixture.Sql("SELECT name FROM cicada_requests ORDER BY time"))]);
    }

    [Fact]
    public void A_row_with_ten_thousand_cells_is_one_bad_line_and_a_header_with_as_many_is_read()
    {
        var many = string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"c{i}"));

        var result = _fixture.ImportText($"timeStamp,elapsed,label,success\n{many}\n1795608000000,1,a,true\n");
        Assert.Equal(2, Assert.Single(result.Report.Bad).Number);

        var wide = _fixture.ImportText($"timeStamp,elapsed,label,success,{many}\n1795608000000,1,a,true,{many}\n", name: "wide.csv");
        Assert.Equal(0, wide.Report.BadCount);
        Assert.Equal(1, wide.Stored);
    }

    [Theory]
    [InlineData("<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;\">]>", "")]
    [InlineData("<!DOCTYPE x [<!ENTITY passwords SYSTEM \"file:///etc/passwd\">]>", "")]
    public void XML_with_entities_of_its_own_is_refused(string document, string text)
    {
        var result = _fixture.ImportText(
            $"<?xml version=\"1.0\"?>{document}<testResults version=\"1.2\"><httpSample t=\"1\" ts=\"1795608000000\" s=\"true\" lb=\"&lol2;{text}\" rc=\"200\"/></testResults>");

        Assert.Equal(0, result.Stored);
        Assert.Single(result.Report.Bad);
        Assert.False(File.Exists(_fixture.Store));
    }

    [Fact]
    public void XML_that_breaks_off_is_good_up_to_there()
    {
        var whole = File.ReadAllText(ImportFixture.Sample("jmeter.xml"));

        var result = _fixture.ImportText(whole[..whole.IndexOf("<sample t=\"5\"", StringComparison.Ordinal)]);

        Assert.Single(result.Report.Bad);
        Assert.Equal(2, _fixture.Summary().Total.Count);
    }

    [Fact]
    public void Gzip_that_breaks_off_is_good_up_to_there_or_refused_with_a_sentence()
    {
        var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var i = 0; i < 50_000; i++)
            {
                gzip.Write(Encoding.UTF8.GetBytes(Good.Replace("000000000000000", $"{i:D15}", StringComparison.Ordinal) + "\n"));
            }
        }

        var result = _fixture.ImportBytes(packed.ToArray()[..(int)(packed.Length / 2)]);

        Assert.InRange(result.Stored, 1, 49_999);
        Assert.InRange(result.Report.BadCount, 0, 2);
    }

    [Fact]
    public void Characters_that_move_a_cursor_are_shown_as_what_they_are()
    {
        var result = _fixture.ImportText(Good + "\n\u001b[2Jgone\u202E");

        Assert.DoesNotContain(result.Report.Bad[0].Excerpt, character => char.IsControl(character) || character == '\u202E');
    }

    [Fact]
    public void Texts_in_another_encoding_are_read_as_far_as_they_can_be_and_that_is_said()
    {
        var result = _fixture.ImportBytes(Encoding.Latin1.GetBytes("timeStamp,elapsed,label,success\n1795608000000,1,Grüße,true\n"));

        Assert.Equal([ForeignRun.Repaired], result.Report.Warnings);
        Assert.Equal(["Gr\uFFFD\uFFFDe"], _fixture.Sql("SELECT name FROM cicada_requests"));
    }

    [Fact]
    public void Numbers_out_of_all_proportion_are_bad_lines()
    {
        string[] cells = ["99999999999999999999", "-5", "1e300", "NaN", "9223372036854775807", ""];

        var result = _fixture.ImportText(
            "timeStamp,elapsed,label,success\n" + string.Concat(cells.Select(cell => $"{cell},1,a,true\n1795608000000,{cell},a,true\n")) + "1795608000000,1,a,true\n");

        Assert.Equal(2 * cells.Length, result.Report.BadCount);
        Assert.Equal(1, _fixture.Summary().Total.Count);
    }

    // Whatever the bytes: a result, or a sentence; never another exception.
    [Theory]
    [InlineData("jsonl")]
    [InlineData("line-protocol")]
    [InlineData("csv")]
    [InlineData("locust")]
    [InlineData("jmeter")]
    [InlineData("k6")]
    [InlineData("parquet")]
    public void Any_bytes_are_read_without_harm(string format)
    {
        Assert.True(ImportFormats.TryParse(format, out var asked));
        var head = asked switch
        {
            ImportFormat.Csv => "time,run,type,title,text\n",
            ImportFormat.Locust => "Timestamp,User Count,Type,Name,Total Request Count,Total Failure Count\n",
            ImportFormat.JMeter => "timeStamp,elapsed,label,success\n",
            _ => "",
        };
        string[] words =
        [
            "\"", "\n", ",", "{", "}", "\r\n", "\0", "\uFFFF", "1795608000", "{\"type\":\"Point\",\"metric\":\"http_req_duration\",\"data\":{", "<httpSample ", "a,run=b c=1 ",
        ];
        var piece = Gen.OneOf(Gen.Byte.Array[0, 40], Gen.Int[0, words.Length - 1].Select(i => Encoding.UTF8.GetBytes(words[i])));
        Gen.Select(Gen.Bool, piece.Array[0, 60]).Sample(
            (withHead, pieces) =>
            {
                try
                {
                    _fixture.ImportBytes([.. Encoding.UTF8.GetBytes(withHead ? head : ""), .. pieces.SelectMany(bytes => bytes)], new ImportChoice { Format = asked });
                }
                catch (Exception exception) when (exception is PlanException or Cicada.Storage.StoreException)
                {
                }
            },
            iter: 60,
            threads: 1);
    }
}

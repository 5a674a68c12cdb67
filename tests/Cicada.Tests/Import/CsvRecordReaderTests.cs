using System.Text;
using Cicada.Import;
using CsCheck;

namespace Cicada.Tests.Import;

public sealed class CsvRecordReaderTests
{
    [Fact]
    public void What_is_quoted_comes_back()
    {
        var cell = Gen.Int[0, 6].Array[0, 6].Select(parts => string.Concat(parts.Select(part => ((string[])["a", ",", "\"", "\n", ";", "ü", " "])[part])));
        cell.Array[1, 5].Array[1, 6].Sample(records =>
        {
            var text = string.Concat(records.Select(cells => string.Join(',', cells.Select(one => $"\"{one.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\n"));

            Assert.Equal(records, Read(text));
        });
    }

    [Theory]
    [InlineData("a,b", "a|b", "plain")]
    [InlineData("a,,", "a||", "empty cells, the last one too")]
    [InlineData("\"a\"\"b\",c", "a\"b|c", "a doubled quote")]
    [InlineData("a\"b,c", "a\"b|c", "a quote within a cell is a character")]
    [InlineData("\"a\"b,c", "ab|c", "what follows a closing quote is kept")]
    [InlineData("\"\",a", "|a", "an empty text")]
    public void Cells_are_told_apart(string line, string cells, string gloss)
    {
        Assert.NotEmpty(gloss);
        Assert.Equal(cells, string.Join('|', Assert.Single(Read(line))));
    }

    [Fact]
    public void An_empty_text_is_not_nothing()
    {
        var reader = ReaderOf("\"\",\n");

        Assert.True(reader.Read());
        Assert.Equal([true, false], [reader.IsQuoted(0), reader.IsQuoted(1)]);
    }

    [Fact]
    public void Numbers_of_lines_are_those_of_the_file()
    {
        var reader = ReaderOf("a\n\n\"b\nb\"\nc\n\"d\ne\nf\n");
        var numbers = new List<(long, string?)>();
        while (reader.Read())
        {
            numbers.Add((reader.Number, reader.Problem));
        }

        Assert.Equal([(1, null), (3, null), (5, null), (6, "a quote is opened and never closed"), (7, null), (8, null)], numbers);
    }

    private static CsvRecordReader ReaderOf(string text) => new(new LineReader(new MemoryStream(Encoding.UTF8.GetBytes(text))));

    private static List<string[]> Read(string text)
    {
        var reader = ReaderOf(text);
        var records = new List<string[]>();
        while (reader.Read())
        {
            Assert.Null(reader.Problem);
            records.Add([.. Enumerable.Range(0, reader.Count).Select(reader.Text)]);
        }

        return records;
    }
}

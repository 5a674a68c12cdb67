using System.Text;

namespace Cicada.Tests.FastHttp;

/// <summary>What must come of odd, split, malformed and hostile responses.</summary>
public sealed class ResponseCorpusTests
{
    [Fact]
    public void Every_response_of_the_corpus_is_what_it_should_be() =>
        Assert.Equal(Table(row => row.Expected), Table(row => AnswerDriver.Read(Encoding.Latin1.GetBytes(row.Response), row.AnswersHead).ToString()));

    [Fact]
    public void It_is_the_same_when_the_bytes_come_one_by_one() =>
        Assert.Equal(Table(row => row.Expected), Table(row => new AnswerDriver(Encoding.Latin1.GetBytes(row.Response), row.AnswersHead, () => row.Response.Length < 2_000 ? 1 : 997).Read().ToString()));

    [Fact]
    [Trait("Category", "EndToEnd")]
    public async Task The_handler_makes_the_same_of_it()
    {
        var differences = new List<string>();
        foreach (var row in ResponseCorpus.Rows)
        {
            foreach (var pieceLength in new[] { int.MaxValue, 7, 1 })
            {
                if (differences.Count < 3 && (pieceLength > 1 || row.Response.Length < 2_000))
                {
                    differences.AddRange((await Comparison.OfAsync(Encoding.Latin1.GetBytes(row.Response), row.AnswersHead, pieceLength)).Select(difference => $"{row.Gloss}: {difference}"));
                }
            }
        }

        Assert.Empty(differences);
    }

    private static string Table(Func<ResponseRow, string> outcome) => string.Join('\n', ResponseCorpus.Rows.Select((row, i) => $"{i,3} {row.Gloss}: {Short(outcome(row))}"));

    private static string Short(string outcome) => outcome.Length < 100 ? outcome : $"{outcome[..90]}… ({outcome.Length})";
}

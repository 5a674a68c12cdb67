using Cicada.Thresholds;

namespace Cicada.Tests.Thresholds;

/// <summary>When the generator is to blame. A second is a letter: <c>.</c> all well, <c>l</c> users come late, <c>s</c> answers wait for a thread, <c>b</c> busy and nothing worse, <c>q</c> a queue and cores to spare.</summary>
public sealed class GeneratorCheckTests
{
    [Theory]
    [InlineData("", false)] // a run without a whole second
    [InlineData("..........", false)]
    [InlineData("llll", false)] // the start of many users
    [InlineData("lllll", true)] // five in a row
    [InlineData("l.l.l.l.", false)] // half of a short run, but four seconds
    [InlineData("l.l.l.l.l.", true)] // five seconds, and more than a tenth
    [InlineData("llll.llll", true)] // not in a row, but eight of nine
    [InlineData("sssss", true)]
    [InlineData("slsls", true)] // whatever the reason
    [InlineData("bbbbbbbbbb", false)] // to be busy is what a generator is for
    [InlineData("qqqqqqqqqq", false)]
    public void It_speaks_only_when_it_bent_the_load_for_long(string seconds, bool isLimited) => Assert.Equal(isLimited, ProblemOf(seconds) is not null);

    [Fact]
    public void A_tenth_of_a_long_run_is_not_more_than_a_tenth()
    {
        var tenth = string.Concat(Enumerable.Repeat("l.........", 10));

        Assert.Null(ProblemOf(tenth));
        Assert.NotNull(ProblemOf(tenth + "l"));
    }

    [Fact]
    public void It_says_what_it_saw_and_what_to_do() => Assert.Equal(
        "The load generator limited this run: users woke more than 100 ms late in 4, and all cores were busy and answers waited for a thread in 2 of its 7 seconds. Its figures are those of the generator as "
        + "much as of the target. Run fewer users, or on a machine with more cores and nothing else to do; '--no-generator-check' leaves this out.",
        ProblemOf("llsls.l"));

    private static string? ProblemOf(string seconds)
    {
        var check = new GeneratorCheck();
        foreach (var second in seconds)
        {
            check.Add(Some.Health(
                late: second == 'l' ? 101 : 100,
                cpu: second is 's' or 'b' ? 95 : 94,
                queue: second is 's' or 'q' ? GeneratorCheck.QueueOfCore * Environment.ProcessorCount : 0));
        }

        return check.Problem();
    }
}

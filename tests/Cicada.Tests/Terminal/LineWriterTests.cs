using Cicada.Terminal;

namespace Cicada.Tests.Terminal;

public sealed class LineWriterTests
{
    [Fact]
    public void Whole_lines_are_passed_on_whatever_the_pieces()
    {
        var lines = new List<string>();
        using var writer = new LineWriter(lines.Add);

        writer.Write("a");
        writer.Write('b');
        writer.WriteLine("c");
        writer.Write("d\r\ne\nf");

        Assert.Equal(["abc", "d", "e"], lines);

        writer.Complete();
        writer.Complete();

        Assert.Equal(["abc", "d", "e", "f"], lines);
    }
}

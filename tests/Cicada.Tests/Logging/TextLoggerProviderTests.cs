using Cicada.Logging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Cicada.Tests.Logging;

public sealed class TextLoggerProviderTests
{
    [Fact]
    public void A_message_is_one_line_that_does_nothing_to_a_terminal()
    {
        var text = "";
        using var provider = new TextLoggerProvider(line => text += line, new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 10, 12, 7, TimeSpan.Zero)));

        provider.CreateLogger("Cicada.Run").Log(LogLevel.Warning, 0, "a\u001b[2J\nb", new InvalidOperationException("boom"), (state, _) => state);

        var lines = text.Split(Environment.NewLine);
        Assert.Equal("2026-11-23 10:12:07.000 WARNING Run: a\\u001b[2J\\nb", lines[0]);
        Assert.Equal("    System.InvalidOperationException: boom", lines[1]);
    }
}

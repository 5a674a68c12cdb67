using Cicada.Influx.Selection;
using Cicada.InfluxApi;
using Cicada.TestSupport;

namespace Cicada.Tests.InfluxApi;

public sealed class HeldAnswerTests
{
    private const int Much = 9 * 1024 * 1024;

    [Fact]
    public async Task Where_there_is_no_room_for_much_it_is_refused_and_can_be_taken_back()
    {
        using var folder = new TemporaryFolder();
        using var buffer = new AnswerBuffer();
        using var held = new HeldAnswer(buffer, folder.Combine("nowhere"));
        Write(buffer, 3);
        Write(buffer, Much);

        var refused = await Assert.ThrowsAsync<QueryFailedException>(async () => await held.SettleAsync());
        held.Cut(3);

        Assert.StartsWith("the answer is large, and there is no room to keep it until it is complete: Could not find", refused.Message, StringComparison.Ordinal);
        Assert.Equal(3, held.Length);
        await held.SettleAsync();
    }

    [Fact]
    public async Task Much_is_kept_in_a_file_that_goes_away()
    {
        using var folder = new TemporaryFolder();
        using var buffer = new AnswerBuffer();
        using (var held = new HeldAnswer(buffer, folder.Path))
        {
            Write(buffer, Much);
            await held.SettleAsync();
            Write(buffer, 5);

            Assert.Single(Directory.GetFiles(folder.Path));
            Assert.Equal(Much + 5, held.Length);
        }

        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    private static void Write(AnswerBuffer buffer, int bytes)
    {
        buffer.GetSpan(bytes)[..bytes].Fill(1);
        buffer.Advance(bytes);
    }
}

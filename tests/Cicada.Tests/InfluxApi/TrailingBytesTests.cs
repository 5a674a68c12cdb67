using Cicada.InfluxApi;

namespace Cicada.Tests.InfluxApi;

public sealed class TrailingBytesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(100)]
    public void A_further_member_is_seen_however_it_is_read(int atOnce)
    {
        byte[] rest = [1, 2, 3, 4, 0x1f, 0x8b, 8, 5, 0, 0, 1, 0, 0, 0];
        using var bytes = new TrailingBytes([0x1f, 0x8b, 8], new MemoryStream(rest), 8);

        Read(bytes, atOnce);

        Assert.False(bytes.HasOneMember);
        Assert.Equal(1u, bytes.LastNumber);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public void One_member_is_one(int atOnce)
    {
        using var bytes = new TrailingBytes([0x1f, 0x8b, 8], new MemoryStream([1, 0x1f, 2, 0x8b, 8, 0x1f, 0x8b, 9, 8, 0, 0, 0]), 8);

        Read(bytes, atOnce);

        Assert.True(bytes.HasOneMember);
        Assert.Equal(8u, bytes.LastNumber);
    }

    private static void Read(TrailingBytes bytes, int atOnce)
    {
        var buffer = new byte[atOnce];
        while (bytes.Read(buffer) > 0)
        {
        }
    }
}

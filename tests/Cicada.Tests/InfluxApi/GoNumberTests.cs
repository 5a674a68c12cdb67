using System.Globalization;
using System.Text;
using Cicada.InfluxApi;
using CsCheck;

namespace Cicada.Tests.InfluxApi;

public sealed class GoNumberTests
{
    [Theory]
    [InlineData(0, "0", "0")]
    [InlineData(-0.0, "-0", "-0")]
    [InlineData(1, "1", "1")]
    [InlineData(1.5, "1.5", "1.5")]
    [InlineData(123456789.123, "123456789.123", "123456789.123")]
    [InlineData(1e15, "1000000000000000", "1000000000000000")]
    [InlineData(1e20, "100000000000000000000", "100000000000000000000")]
    [InlineData(123456789012345680000.0, "123456789012345680000", "123456789012345680000")]
    [InlineData(1e21, "1e+21", "1000000000000000000000")]
    [InlineData(-2.5e30, "-2.5e+30", "-2500000000000000000000000000000")]
    [InlineData(1e-6, "0.000001", "0.000001")]
    [InlineData(1.25e-5, "0.0000125", "0.0000125")]
    [InlineData(1e-7, "1e-7", "0.0000001")]
    [InlineData(-1.5e-9, "-1.5e-9", "-0.0000000015")]
    [InlineData(5e-324, "5e-324", null)]
    [InlineData(1.7976931348623157e308, "1.7976931348623157e+308", null)]
    [InlineData(0.1, "0.1", "0.1")]
    public void A_float_is_written_as_Go_writes_it(double value, string json, string? plain)
    {
        Assert.Equal(json, Json(value));
        if (plain is not null)
        {
            Assert.Equal(plain, Plain(value));
        }
    }

    [Fact]
    public void What_is_written_is_read_as_the_same_number() => Gen.Double.Where(double.IsFinite).Sample(value =>
        double.Parse(Json(value), CultureInfo.InvariantCulture).Equals(value) && double.Parse(Plain(value), CultureInfo.InvariantCulture).Equals(value));

    private static string Json(double value)
    {
        var bytes = new byte[GoNumber.MostJson];
        return Encoding.ASCII.GetString(bytes, 0, GoNumber.Json(value, bytes));
    }

    private static string Plain(double value)
    {
        var bytes = new byte[GoNumber.MostPlain];
        return Encoding.ASCII.GetString(bytes, 0, GoNumber.Plain(value, bytes));
    }
}

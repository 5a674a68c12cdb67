using Cicada.RunsApi;

namespace Cicada.Tests.RunsApi;

public sealed class DigitsJsonConverterTests
{
    [Theory]
    [InlineData(12.3456789, 12.346)] // a response time, to the microsecond
    [InlineData(0.0432198, 0.04322)]
    [InlineData(0.000123456, 0.0001235)] // a share
    [InlineData(0.99999, 1)]
    [InlineData(-0.0123456, -0.01235)]
    [InlineData(123456789.4, 123456789.4)]
    [InlineData(0, 0)]
    [InlineData(1e-300, 0)]
    public void A_number_has_the_digits_that_mean_something(double number, double written)
    {
        Assert.Equal(written, DigitsJsonConverter.Round(number));
    }
}

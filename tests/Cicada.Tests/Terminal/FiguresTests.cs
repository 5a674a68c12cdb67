using System.Globalization;
using Cicada.Terminal;

namespace Cicada.Tests.Terminal;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0, "0.00")]
    [InlineData(0.434, "0.43")]
    [InlineData(12.34, "12.3")]
    [InlineData(1234.4, "1234")]
    public void Milliseconds_have_three_digits_that_mean_something(double milliseconds, string expected) => Assert.Equal(expected, Figures.Milliseconds(milliseconds));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(3, "3")]
    [InlineData(-12.34, "-12.3")]
    [InlineData(0.5, "0.50")]
    [InlineData(0.01234, "0.0123")]
    [InlineData(1234.4, "1,234")]
    [InlineData(99_999_999, "99,999,999")]
    [InlineData(5.678e12, "5.68E+12")]
    public void A_number_of_any_size_has_three_digits_that_mean_something(double number, string expected) => Assert.Equal(expected, Figures.Number(number));

    [Theory]
    [InlineData(0, 10, "0%")]
    [InlineData(1, 1_000_000, "<0.01%")] // never 0 when there is one
    [InlineData(5, 1000, "0.50%")]
    [InlineData(1, 3, "33.3%")]
    [InlineData(999_999, 1_000_000, ">99.9%")] // never 100 when one is missing
    [InlineData(10, 10, "100.0%")]
    [InlineData(0, 0, "0%")]
    public void A_share_is_never_rounded_to_nothing_or_everything(long part, long whole, string expected) => Assert.Equal(expected, Figures.Percent(part, whole));

    [Theory]
    [InlineData(5.04, "5.0 s")]
    [InlineData(65, "1:05")]
    [InlineData(3723, "1:02:03")]
    [InlineData(90000, "25:00:00")]
    public void A_span_of_time_reads_well(double seconds, string expected) => Assert.Equal(expected, Figures.Duration(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void The_computers_language_makes_no_difference()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");

            Assert.Equal("1,234,567", Figures.Count(1234567));
            Assert.Equal("12.3", Figures.Milliseconds(12.34));
            Assert.Equal("1,234", Figures.Rate(1234.4));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}

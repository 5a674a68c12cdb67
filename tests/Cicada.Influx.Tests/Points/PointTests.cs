namespace Cicada.Influx.Tests;

public sealed class PointTests
{
    [Fact]
    public void A_point_without_a_field_cannot_be_made() =>
        Assert.Contains("has no field", Assert.Throws<ArgumentException>(() => new Point("m", [], [], 0)).Message, StringComparison.Ordinal);
}

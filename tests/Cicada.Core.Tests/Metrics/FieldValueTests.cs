using System.Text.Json;
using CsCheck;

namespace Cicada.Tests.Metrics;

public sealed class FieldValueTests
{
    [Fact]
    public void A_value_comes_out_as_it_went_in()
    {
        Gen.Double.Sample(number => FieldValue.Float(number).AsFloat().Equals(number));
        Gen.Long.Sample(number => FieldValue.Integer(number).AsInteger() == number);
        Gen.String.Sample(text => FieldValue.String(text).AsString() == text);
        Gen.Bool.Sample(truth => FieldValue.Boolean(truth).AsBoolean() == truth);
    }

    [Fact]
    public void Values_of_two_types_are_never_equal()
    {
        FieldValue[] values = [FieldValue.Float(0), FieldValue.Integer(0), FieldValue.Boolean(false), FieldValue.String("")];

        Assert.Equal(4, values.Distinct().Count());
    }

    [Fact]
    public void Reading_a_value_as_another_type_says_which_it_is()
    {
        var mistake = Assert.Throws<InvalidOperationException>(() => FieldValue.Integer(1).AsFloat());

        Assert.Contains("is of type 'Integer', but was read as 'Float'", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_a_text_or_a_truth_is_a_value_as_it_stands()
    {
        (FieldValue Given, FieldValue Meant)[] values =
        [
            (99.5, FieldValue.Float(99.5)),
            (3, FieldValue.Integer(3)),
            (3_000_000_000L, FieldValue.Integer(3_000_000_000)),
            ("none", FieldValue.String("none")),
            (true, FieldValue.Boolean(true)),
        ];

        Assert.All(values, value => Assert.Equal(value.Meant, value.Given));
    }

    [Fact]
    public void A_value_comes_back_from_json_with_its_type_and_every_bit() =>
        Gen.OneOf(
                Gen.Double.Select(FieldValue.Float),
                Gen.OneOf(Gen.Const(1.0), Gen.Const(-0.0), Gen.Const(double.NaN), Gen.Const(double.NegativeInfinity), Gen.Const(double.Epsilon), Gen.Const(double.MaxValue)).Select(FieldValue.Float),
                Gen.Long.Select(FieldValue.Integer),
                Gen.String.Select(FieldValue.String),
                Gen.Bool.Select(FieldValue.Boolean))
            .Sample(value => JsonSerializer.Deserialize<FieldValue>(JsonSerializer.Serialize(value)) == value);

    [Theory]
    [InlineData("1")]
    [InlineData("{}")]
    [InlineData("""{"float":null}""")]
    [InlineData("""{"integer":1.5}""")]
    [InlineData("""{"string":null}""")]
    [InlineData("""{"string":1}""")]
    [InlineData("""{"boolean":0}""")]
    [InlineData("""{"number":1}""")]
    [InlineData("""{"float":1,"integer":2}""")]
    public void What_is_no_value_is_refused(string json) =>
        Assert.True(Record.Exception(() => JsonSerializer.Deserialize<FieldValue>(json)) is JsonException or InvalidOperationException or FormatException);
}

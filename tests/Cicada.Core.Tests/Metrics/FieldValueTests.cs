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
}

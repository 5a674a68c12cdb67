namespace Cicada.Influx;

/// <summary>Collects the fields of one point; what is not known is left out.</summary>
internal sealed class FieldList : List<PointField>
{
    public void Float(string key, double value) => Add(new(key, FieldValue.Float(value)));

    public void FloatIfKnown(string key, double? value)
    {
        if (value is { } known)
        {
            Float(key, known);
        }
    }

    public void DurationIfKnown(string key, long nanoseconds)
    {
        if (nanoseconds >= 0)
        {
            Float(key, PointNames.Milliseconds(nanoseconds));
        }
    }

    public void Integer(string key, long value) => Add(new(key, FieldValue.Integer(value)));

    public void IntegerIfKnown(string key, long? value)
    {
        if (value is { } known)
        {
            Integer(key, known);
        }
    }

    public void IntegerUnlessZero(string key, long value)
    {
        if (value != 0)
        {
            Integer(key, value);
        }
    }

    public void Text(string key, string value) => Add(new(key, FieldValue.String(value)));

    public void TextIfKnown(string key, string? value)
    {
        if (value is not null)
        {
            Text(key, value);
        }
    }
}

namespace Cicada.Influx;

/// <summary>Takes the fields of one point, each by its place among those its measurement can have; what is not known is not said.</summary>
internal interface IFieldReceiver
{
    void Integer(int field, long value);

    void Float(int field, double value);

    void Text(int field, string value);
}

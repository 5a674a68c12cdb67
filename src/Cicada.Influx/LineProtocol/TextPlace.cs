namespace Cicada.Influx;

/// <summary>Where in a line a text stands; it decides what has to be escaped.</summary>
internal enum TextPlace
{
    Measurement,
    TagKey,
    TagValue,
    FieldKey,
}

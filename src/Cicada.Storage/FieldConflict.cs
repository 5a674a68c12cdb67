namespace Cicada.Storage;

/// <summary>A field that a point gives with another type than it has in its measurement, where the first point that had it decided.</summary>
/// <param name="Measurement">The measurement.</param>
/// <param name="Field">The field.</param>
/// <param name="Given">The type in the point.</param>
/// <param name="Stored">The type in the store.</param>
public sealed record FieldConflict(string Measurement, string Field, FieldType Given, FieldType Stored)
{
    /// <summary>What was seen, what was expected and what to do.</summary>
    public string Sentence =>
        $"Field '{Field}' of measurement '{Measurement}' is of type '{Stored.ToWord()}' in the store, but a point gives it as '{Given.ToWord()}'. "
        + $"The first point decides. Send it as '{Stored.ToWord()}', or rename the field.";

    /// <summary>What InfluxDB says of it.</summary>
    internal string InfluxMessage =>
        $"field type conflict: input field \"{Field}\" on measurement \"{Measurement}\" is type {Given.ToWord()}, already exists as type {Stored.ToWord()}";
}

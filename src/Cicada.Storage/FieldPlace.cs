namespace Cicada.Storage;

/// <summary>Where the values of a field go in the rows of its points table.</summary>
/// <param name="Type">The field's type.</param>
/// <param name="Column">The place of its column, counted as <see cref="ChunkWriter"/> does.</param>
/// <param name="Other">Where that is a decimal: the place of the column for values that cannot be one; 0 where there is none.</param>
internal readonly record struct FieldPlace(FieldType Type, int Column, int Other)
{
    /// <summary>The fields of a measurement.</summary>
    public static Dictionary<string, FieldPlace> Of(MeasurementTable table)
    {
        var places = new Dictionary<string, FieldPlace>(StringComparer.Ordinal);
        for (var i = 0; i < table.FieldColumns.Count; i++)
        {
            var column = table.FieldColumns[i];
            places[column.Name] = places.TryGetValue(column.Name, out var known) ? known with { Other = i + 2 } : new FieldPlace(column.Type, i + 2, 0);
        }

        return places;
    }

    /// <summary>Sets a float, in the place of one that was set before.</summary>
    public void Set(ChunkWriter chunk, double value)
    {
        if (Other == 0)
        {
            chunk.Set(Column, value);
            return;
        }

        var (column, free) = DecimalTime.CanBe(value) ? (Column, Other) : (Other, Column);
        chunk.Set(column, value);
        chunk.Clear(free);
    }
}

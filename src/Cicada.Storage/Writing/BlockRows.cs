using System.Runtime.CompilerServices;

namespace Cicada.Storage.Writing;

/// <summary>The rows of blocks, ready to be written to the table they belong to.</summary>
internal sealed class BlockRows
{
    // For each block where its fields go in the table that is written to.
    private readonly FieldPlace[][] _places;

    public BlockRows(MeasurementTable table, IReadOnlyList<PointBlock> blocks, int[][] numbers)
    {
        Blocks = blocks;
        Numbers = numbers;
        var places = FieldPlace.Of(table);

        // A field whose type is another in the table, or is to be, was admitted to none; without this DuckDB would take its bytes for what they are not.
        _places = [.. blocks.Select(block => block.Fields.Select(field => places.TryGetValue(field.Name, out var place) && place.Type == field.Type ? place : default).ToArray())];
    }

    public IReadOnlyList<PointBlock> Blocks { get; }

    /// <summary>For each block the numbers of its series in the tables.</summary>
    public int[][] Numbers { get; }

    /// <summary>Writes all rows as they came.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void WriteAll(ChunkWriter chunk)
    {
        for (var i = 0; i < Blocks.Count; i++)
        {
            for (var row = 0; row < Blocks[i].Count; row++)
            {
                Write(chunk, i, row);
                chunk.EndRow();
            }
        }
    }

    /// <summary>Sets what a row has in the row of the chunk; several of one series and time may be set one upon the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Write(ChunkWriter chunk, int block, int row)
    {
        var points = Blocks[block];
        chunk.Set(0, points.Times[row]);
        chunk.Set(1, Numbers[block][points.Series[row]]);
        var places = _places[block];
        for (var i = 0; i < places.Length; i++)
        {
            var field = points.Fields[i];
            ref readonly var place = ref places[i];
            if (place.Column == 0 || !field.Has(row))
            {
                continue;
            }

            switch (field.Type)
            {
                case FieldType.Float:
                    place.Set(chunk, BitConverter.Int64BitsToDouble(field.Values[row]));
                    break;
                case FieldType.Integer:
                    chunk.Set(place.Column, field.Values[row]);
                    break;
                case FieldType.Boolean:
                    chunk.Set(place.Column, field.Values[row] != 0);
                    break;
                default:
                    chunk.Set(place.Column, field.Text(row));
                    break;
            }
        }
    }

    /// <summary>The rows by time and series.</summary>
    public OrderedRows InOrder() => new(this);
}

using System.Buffers;
using System.Text;
using Cicada.Influx;

namespace Cicada.Storage.Writing;

/// <summary>Keeps points that cannot be merged, in a form everybody can read and write again: line protocol.</summary>
internal static class RefusedPoints
{
    private const string Ending = ".refused";

    /// <summary>Writes a file with the points of a batch; it is on the disk when this returns.</summary>
    /// <returns>The file.</returns>
    public static string Keep(string folder, LineBatch batch)
    {
        var path = Path.Combine(folder, Path.ChangeExtension(WriteLogFolder.NameOf(batch.Position), Ending));
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        Directory.CreateDirectory(folder);
        using (var stream = new FileStream(path, options))
        {
            stream.Write(Encoding.UTF8.GetBytes($"# database '{Line(batch.Database)}', retention policy '{Line(batch.Policy)}', times in nanoseconds\n"));
            var writer = new LineProtocolWriter();
            var output = new ArrayBufferWriter<byte>();
            foreach (var point in batch.Blocks.SelectMany(PointsOf))
            {
                writer.Write(output, point);
                stream.Write(output.WrittenSpan);
                output.ResetWrittenCount();
            }

            stream.Flush(flushToDisk: true);
        }

        FolderSync.Flush(folder);
        return path;
    }

    private static IEnumerable<Point> PointsOf(PointBlock block)
    {
        for (var row = 0; row < block.Count; row++)
        {
            var at = row;
            yield return new Point(
                block.Measurement,
                block.Keys[block.Series[row]].Tags,
                [.. block.Fields.Where(field => field.Has(at)).Select(field => new PointField(field.Name, ValueOf(field, at)))],
                block.Times[row]);
        }
    }

    private static FieldValue ValueOf(FieldCells field, int row) => field.Type switch
    {
        FieldType.Float => FieldValue.Float(BitConverter.Int64BitsToDouble(field.Values[row])),
        FieldType.Integer => FieldValue.Integer(field.Values[row]),
        FieldType.Boolean => FieldValue.Boolean(field.Values[row] != 0),
        _ => FieldValue.String(Encoding.UTF8.GetString(field.Text(row))),
    };

    private static string Line(string name) => name.ReplaceLineEndings(" ");
}

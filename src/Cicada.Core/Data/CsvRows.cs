using System.Text;

namespace Cicada.Data;

/// <summary>Reads CSV as RFC 4180 describes it: commas, double quotes that are doubled inside, line breaks allowed within quotes.</summary>
internal static class CsvRows
{
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(TextReader reader, string path)
    {
        var rows = new List<IReadOnlyDictionary<string, string>>();
        var header = ReadRecord(reader);
        if (header is null)
        {
            return rows;
        }

        var number = 1;
        while (ReadRecord(reader) is { } fields)
        {
            number++;
            if (fields is [""])
            {
                continue;
            }

            if (fields.Count != header.Count)
            {
                throw new FormatException(
                    $"Record {number} of '{path}' has {fields.Count} fields where the first line names {header.Count}; every record has as many as the first line. Correct it.");
            }

            var row = new Dictionary<string, string>(header.Count);
            for (var i = 0; i < header.Count; i++)
            {
                row[header[i]] = fields[i];
            }

            rows.Add(row);
        }

        return rows;
    }

    private static List<string>? ReadRecord(TextReader reader)
    {
        if (reader.Peek() < 0)
        {
            return null;
        }

        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        while (true)
        {
            var read = reader.Read();
            if (quoted)
            {
                if (read < 0)
                {
                    break;
                }

                if (read != '"')
                {
                    field.Append((char)read);
                }
                else if (reader.Peek() == '"')
                {
                    field.Append((char)reader.Read());
                }
                else
                {
                    quoted = false;
                }

                continue;
            }

            switch (read)
            {
                case '"' when field.Length == 0:
                    quoted = true;
                    break;
                case ',':
                    fields.Add(field.ToString());
                    field.Clear();
                    break;
                case '\r' when reader.Peek() == '\n':
                    break;
                case < 0 or '\n':
                    fields.Add(field.ToString());
                    return fields;
                default:
                    field.Append((char)read);
                    break;
            }
        }

        fields.Add(field.ToString());
        return fields;
    }
}

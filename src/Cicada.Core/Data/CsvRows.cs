using System.Text;

namespace Cicada.Data;

/// <summary>Reads CSV as RFC 4180 describes it: commas, double quotes that are doubled inside, line breaks allowed within quotes.</summary>
internal static class CsvRows
{
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(TextReader reader, string path)
    {
        var rows = new List<IReadOnlyDictionary<string, string>>();
        if (ReadRecord(reader, path, 1) is not { } names)
        {
            return rows;
        }

        var header = new CsvHeader(names, path);
        var number = 1;
        while (ReadRecord(reader, path, number + 1) is { } fields)
        {
            number++;
            if (fields is [""])
            {
                continue;
            }

            if (fields.Count != names.Count)
            {
                throw new FormatException(
                    $"Record {number} of '{path}' has {fields.Count} fields where the first line names {names.Count}; every record has as many as the first line. Correct it.");
            }

            rows.Add(new CsvRow(header, [.. fields]));
        }

        return rows;
    }

    private static List<string>? ReadRecord(TextReader reader, string path, int number)
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
                    throw new FormatException($"Record {number} of '{path}' has a quotation mark that no other closes; what stands in quotes ends with one. Close it, or double those that are meant as text.");
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
    }
}

using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Cicada.Data;

namespace Cicada;

/// <summary>Where test data comes from: a CSV file, a JSON array, or anything that can be enumerated. Each is read once, at the start.</summary>
public static class Feeder
{
    /// <summary>Rows of a CSV file as dictionaries by the names in its first line. Commas separate, double quotes enclose (RFC 4180).</summary>
    /// <param name="path">The file, UTF-8.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="FormatException">A line has another number of fields than the first, a name is there twice, or a quotation mark is not closed.</exception>
    /// <remarks>All of it is read now and held in memory, so that a record that is wrong is known before the load begins. A record takes little more than its texts.</remarks>
    public static FeederSource<IReadOnlyDictionary<string, string>> FromCsv(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using var reader = File.OpenText(path);
        return new(CsvRows.Read(reader, path), Path.GetFileName(path));
    }

    /// <summary>The elements of a JSON array, as objects with a name for each value.</summary>
    /// <param name="path">The file, UTF-8.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="FormatException">The file holds no JSON array.</exception>
    public static FeederSource<JsonElement> FromJson(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return new([.. document.RootElement.EnumerateArray().Select(element => element.Clone())], Path.GetFileName(path));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new FormatException($"'{path}' holds no JSON array; a feeder needs one, like [{{\"user\": \"a\"}}, {{\"user\": \"b\"}}]. {exception.Message}", exception);
        }
    }

    /// <summary>The elements of a JSON array as objects of a type.</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="path">The file, UTF-8.</param>
    /// <param name="typeInfo">How an array of them is read, from a source-generated context; null reads by reflection.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="FormatException">The file holds no JSON array of that type.</exception>
    public static FeederSource<T> FromJson<T>(string path, JsonTypeInfo<T[]>? typeInfo = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            var text = File.ReadAllBytes(path);
            return new((typeInfo is null ? ReflectedJson.Read<T[]>(text) : JsonSerializer.Deserialize(text, typeInfo))!, Path.GetFileName(path));
        }
        catch (JsonException exception)
        {
            throw new FormatException($"'{path}' holds no JSON array of '{typeof(T).Name}'; a feeder needs one. {exception.Message}", exception);
        }
    }

    /// <summary>Anything that can be enumerated.</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="items">The elements; enumerated once, now.</param>
    /// <param name="name">What the feeder is called in events and errors; null for the name of the type.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static FeederSource<T> From<T>(IEnumerable<T> items, string? name = null) => new([.. items], name ?? typeof(T).Name);
}

using Cicada.Influx.Selection;

namespace Cicada.InfluxApi;

/// <summary>Writes the answer of a query in one of the formats, while it is computed.</summary>
internal interface IQueryAnswer
{
    /// <summary>A statement's answer begins.</summary>
    void Begin(int statement, IReadOnlyList<string> messages);

    /// <summary>Some rows of it.</summary>
    ValueTask WriteAsync(ResultRows rows);

    /// <summary>It has come to its end.</summary>
    ValueTask EndAsync();

    /// <summary>It has failed; nothing follows.</summary>
    ValueTask FailAsync(string error);

    /// <summary>All statements are answered.</summary>
    ValueTask CompleteAsync();
}

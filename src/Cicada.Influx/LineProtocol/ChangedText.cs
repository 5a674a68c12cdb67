namespace Cicada.Influx;

/// <summary>A text of a point that line protocol cannot say, so that another one was written.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="WrittenKey">The key by which a reader of the line finds it; empty for a measurement.</param>
/// <param name="Original">The text of the point.</param>
internal readonly record struct ChangedText(TextPlace Place, string WrittenKey, string Original);

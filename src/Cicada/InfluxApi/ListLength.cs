namespace Cicada.InfluxApi;

/// <summary>The length of a list in a held answer, to be filled in at its end.</summary>
/// <param name="place">Where it stands.</param>
internal sealed class ListLength(long place)
{
    public long Place => place;

    public int Count { get; set; }
}

namespace Cicada.Storage.Writing;

/// <summary>A series as one reader of lines knows it: by the bytes before the first blank of its lines.</summary>
internal sealed class KnownKey(LineSeries series)
{
    public LineSeries Series => series;

    /// <summary>The block its points go to, of the batch that was read last.</summary>
    public PointBlock? Block { get; set; }

    /// <summary>Its place among the keys of that block.</summary>
    public int Place { get; set; }
}

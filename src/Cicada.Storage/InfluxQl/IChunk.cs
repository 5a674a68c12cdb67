namespace Cicada.Storage.InfluxQl;

/// <summary>Some thousand rows of an answer, column by column. What is read of it is gone with the next.</summary>
internal interface IChunk
{
    int Rows { get; }

    /// <summary>The values of a column; those of rows that do not have it mean nothing.</summary>
    ReadOnlySpan<T> Column<T>(int column)
        where T : unmanaged;

    /// <summary>A bit for each row, set where the value is there; empty where all are.</summary>
    ReadOnlySpan<ulong> Validity(int column);

    /// <summary>A text, in a row that has it.</summary>
    string TextAt(int column, int row);
}

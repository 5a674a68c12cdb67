namespace Cicada.FastHttp;

/// <summary>Where in a chunked body its reader is; <see cref="ChunkedReader"/> draws it. What belongs to the trailer comes last.</summary>
internal enum ChunkedPlace : byte
{
    /// <summary>Before the first digit of a size.</summary>
    SizeStart,

    /// <summary>After a digit of a size.</summary>
    Size,

    /// <summary>After blanks behind a size.</summary>
    SizeBlank,

    /// <summary>After the CR of a line with a size.</summary>
    SizeReturn,

    /// <summary>After the semicolon behind a size.</summary>
    Extension,

    /// <summary>In the data of a chunk.</summary>
    Data,

    /// <summary>After the data of a chunk.</summary>
    DataEnd,

    /// <summary>After the CR behind the data of a chunk.</summary>
    DataReturn,

    /// <summary>After the end of the body.</summary>
    Over,

    /// <summary>After what is no chunked body.</summary>
    Malformed,

    /// <summary>After the last chunk.</summary>
    TrailerStart,

    /// <summary>After the CR of a line that begins with it.</summary>
    TrailerReturn,

    /// <summary>In the name of a trailer.</summary>
    TrailerName,

    /// <summary>After blanks behind a name.</summary>
    TrailerBlank,

    /// <summary>In the value of a trailer.</summary>
    TrailerValue,

    /// <summary>After a line of the trailer, which goes on if the next one begins with a blank.</summary>
    TrailerLineEnd,
}

namespace Cicada.RunsApi;

/// <summary>What a parameter in an address is.</summary>
internal enum ApiParameterKind
{
    Text,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A time in seconds, with decimals or without.</summary>
    Seconds,
}

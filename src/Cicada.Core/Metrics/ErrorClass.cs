namespace Cicada.Metrics;

/// <summary>The words an error is grouped by: the <c>exception</c> tag. HTTP's own are in <c>Http/</c>.</summary>
internal static class ErrorClass
{
    /// <summary>What a success carries in the tag.</summary>
    public const string None = "None";

    /// <summary>A user said so.</summary>
    public const string Failed = "failed";

    /// <summary>A check that was to make the request fail did not hold.</summary>
    public const string Check = "check";

    /// <summary>Something that was to be taken out of the answer was not there.</summary>
    public const string Extract = "extract";

    /// <summary>The run ended while the call was under way.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>Everything beyond the number of classes a run may have.</summary>
    public const string Other = "__other__";

    public static string Of(Exception exception) =>
        exception is OperationCanceledException ? Cancelled : exception.GetType().Name;
}

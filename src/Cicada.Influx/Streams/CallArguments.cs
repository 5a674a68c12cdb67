using Cicada.Influx.Queries;

namespace Cicada.Influx.Streams;

/// <summary>Reads the arguments of calls.</summary>
internal static class CallArguments
{
    /// <summary>A whole number, at most what a list may hold.</summary>
    public static int Count(Expression.Call call, int place) => call.Arguments[place] is Expression.IntegerValue { Value: var value } ? (int)Math.Clamp(value, int.MinValue, int.MaxValue) : 0;

    /// <summary>A whole number, or null where there is no such argument.</summary>
    public static int? OptionalCount(Expression.Call call, int place) => place < call.Arguments.Count ? Count(call, place) : null;

    /// <summary>A number.</summary>
    public static double Number(Expression.Call call, int place) => call.Arguments[place] switch
    {
        Expression.IntegerValue integer => integer.Value,
        Expression.NumberValue number => number.Value,
        _ => 0,
    };

    /// <summary>A duration in nanoseconds, or null where there is no such argument.</summary>
    public static long? Duration(Expression.Call call, int place) =>
        place < call.Arguments.Count && call.Arguments[place] is Expression.DurationValue duration ? duration.Nanoseconds : null;
}

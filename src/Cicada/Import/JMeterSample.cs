using System.Globalization;
using Cicada.Http;
using Cicada.Influx;
using Cicada.Metrics;

namespace Cicada.Import;

/// <summary>One sample of JMeter's, from CSV or XML, as the texts that stand there.</summary>
internal ref struct JMeterSample
{
    private const string NotHttp = "Non HTTP response code: ";

    public ReadOnlySpan<char> TimeStamp { get; set; }

    public ReadOnlySpan<char> Elapsed { get; set; }

    public ReadOnlySpan<char> Latency { get; set; }

    public ReadOnlySpan<char> Connect { get; set; }

    public ReadOnlySpan<char> Bytes { get; set; }

    public ReadOnlySpan<char> Success { get; set; }

    public string Label { get; set; }

    public string ResponseCode { get; set; }

    public string ResponseMessage { get; set; }

    public string FailureMessage { get; set; }

    public string ThreadName { get; set; }

    public string Url { get; set; }

    /// <summary>The HTTP method, or empty where it is not known.</summary>
    public string Method { get; set; }

    /// <summary>The point of the sample, or null with the reason.</summary>
    /// <param name="run">The run it belongs to.</param>
    /// <param name="completed">When it was completed, before that was made unique.</param>
    /// <param name="reason">Why there is no point.</param>
    public readonly Point? PointOf(ForeignRun run, out long completed, out string reason)
    {
        completed = 0;
        if (!TryTime(TimeStamp, out var started))
        {
            reason = "its time stamp is neither milliseconds since 1970 nor a date like '2026/11/23 12:00:00.000'";
            return null;
        }

        if (!long.TryParse(Elapsed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var elapsed) || elapsed is < 0 or > 10_000_000_000)
        {
            reason = "its elapsed time is no number of milliseconds";
            return null;
        }

        if (Success is not ("true" or "false" or "True" or "False" or "TRUE" or "FALSE" or ""))
        {
            reason = "its success is neither 'true' nor 'false'";
            return null;
        }

        var status = StatusCode();
        var failed = Success.Length > 0 ? Success[0] is 'f' or 'F' : status is 0 or >= 400;
        completed = started + (elapsed * 1_000_000);
        reason = "";
        return run.Request(Type(status), Label, UserClass(), failed ? Error(status) : null, new RequestSample
        {
            Key = null!,
            CompletedNanoseconds = completed,
            ResponseNanoseconds = elapsed * 1_000_000,
            ServiceNanoseconds = elapsed * 1_000_000,
            ConnectNanoseconds = Milliseconds(Connect),
            FirstByteNanoseconds = Milliseconds(Latency),
            ResponseLength = long.TryParse(Bytes, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : 0,
            StatusCode = status,
            Detail = failed ? Detail() : null,
        });
    }

    // A Connect or Latency of 0 is JMeter's word for not measured, or not opened.
    private static long Milliseconds(ReadOnlySpan<char> text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value is > 0 and < 10_000_000_000
            ? value * 1_000_000
            : RequestSample.Unknown;

    private static bool TryTime(ReadOnlySpan<char> text, out long nanoseconds)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
        {
            nanoseconds = milliseconds * 1_000_000;
            return milliseconds is > 0 and < 9_000_000_000_000;
        }

        var parsed = DateTimeOffset.TryParseExact(
            text,
            ["yyyy/MM/dd HH:mm:ss.FFF", "yyyy-MM-dd HH:mm:ss.FFF", "yyyy/MM/dd HH:mm:ss,FFF", "yyyy-MM-dd'T'HH:mm:ss.FFFK", "MM/dd/yy HH:mm:ss.FFF"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var moment);
        nanoseconds = parsed ? (moment.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * 100 : 0;
        return parsed && moment.Year is > 1970 and < 2250;
    }

    private readonly int StatusCode() =>
        ResponseCode.Length == 3 && int.TryParse(ResponseCode, NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status >= 100 ? status : 0;

    private readonly string Type(int status) =>
        Method.Length > 0 ? Method : status > 0 || Url is not ("" or "null") || ResponseCode.StartsWith(NotHttp, StringComparison.Ordinal) ? "HTTP" : "SAMPLER";

    // "Thread Group 1-3" is the third thread of "Thread Group"; the number before it counts the groups.
    private readonly string UserClass()
    {
        var group = ThreadName.AsSpan().TrimEnd();
        var end = group.Length;
        while (end > 0 && char.IsAsciiDigit(group[end - 1]))
        {
            end--;
        }

        if (end < group.Length && end > 0 && group[end - 1] == '-')
        {
            end--;
            while (end > 0 && char.IsAsciiDigit(group[end - 1]))
            {
                end--;
            }

            group = group[..end].TrimEnd();
        }

        return group.IsEmpty ? ForeignRun.Imported : group.ToString();
    }

    private readonly string Error(int status)
    {
        if (status >= 400)
        {
            return HttpErrorClass.OfStatus(status);
        }

        if (ResponseCode.StartsWith(NotHttp, StringComparison.Ordinal))
        {
            var type = ResponseCode.AsSpan(NotHttp.Length).Trim();
            type = type[(type.LastIndexOfAny('.', '/') + 1)..];
            return type.IsEmpty || type.Length > 100 ? ErrorClass.Failed : type.ToString();
        }

        return ErrorClass.Failed;
    }

    private readonly string? Detail() =>
        FailureMessage.Length > 0 ? FailureMessage
        : ResponseMessage.Length > 0 ? ResponseMessage
        : ResponseCode.Length > 0 ? ResponseCode
        : null;
}

using System.Globalization;
using System.Text.Json;
using Cicada.Http;
using Cicada.Influx;
using Cicada.Metrics;

namespace Cicada.Import;

/// <summary>The request that is being put together from lines of k6's JSON.</summary>
internal sealed class K6Request
{
    private static readonly string[] Parts =
    [
        "http_reqs", "http_req_duration", "http_req_blocked", "http_req_connecting", "http_req_tls_handshaking", "http_req_sending", "http_req_waiting",
        "http_req_receiving", "http_req_failed",
    ];

    private readonly double?[] _values = new double?[Parts.Length];
    private byte[] _tags = [];
    private int _tagsLength;
    private long _time;

    /// <summary>The line it began in.</summary>
    public long Line { get; private set; }

    public bool IsEmpty => Line == 0;

    public bool HasDuration => Value("http_req_duration") is >= 0;

    /// <summary>Whether a metric is one of those a request consists of.</summary>
    public static bool IsPart(string metric) => Array.IndexOf(Parts, metric) >= 0;

    /// <summary>Whether a value belongs to the request begun: same time and tags, and a metric that is not there yet.</summary>
    public bool Continues(in K6Line line, ReadOnlySpan<byte> tags) =>
        !IsEmpty && line.Time == _time && Value(line.Metric) is null && tags.SequenceEqual(_tags.AsSpan(0, _tagsLength));

    public void Begin(long number, long time, ReadOnlySpan<byte> tags)
    {
        Line = number;
        _time = time;
        if (_tags.Length < tags.Length)
        {
            _tags = new byte[tags.Length * 2];
        }

        tags.CopyTo(_tags);
        _tagsLength = tags.Length;
    }

    public void Add(in K6Line line) => _values[Array.IndexOf(Parts, line.Metric)] = line.Value;

    public void Clear()
    {
        Line = 0;
        Array.Clear(_values);
    }

    /// <summary>The point of the request. Its time in k6 is that of its end; its duration is from the first byte sent to the last received.</summary>
    public Point PointOf(ForeignRun run, TextCache texts)
    {
        var tags = TagsOf(texts);
        string Tag(string key) => tags.GetValueOrDefault(key, "");
        var duration = Nanoseconds(Value("http_req_duration")!.Value);
        var status = int.TryParse(Tag("status"), NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code is >= 100 and < 1000 ? code : 0;
        var failed = Value("http_req_failed") is { } said ? said != 0
            : Tag("expected_response") is { Length: > 0 } expected ? expected == "false"
            : status is 0 or >= 400;
        var name = Tag("name") is { Length: > 0 } named ? named : Tag("url") is { Length: > 0 } url ? url : "(unnamed)";
        var connecting = Value("http_req_connecting");
        var handshaking = Value("http_req_tls_handshaking");
        return run.Request(
            Tag("method") is { Length: > 0 } method ? method : "HTTP",
            name,
            Tag("scenario") is { Length: > 0 } scenario ? scenario : ForeignRun.Imported,
            failed ? ErrorOf(status, Tag("error_code")) : null,
            new RequestSample
            {
                Key = null!,
                CompletedNanoseconds = _time,
                ResponseNanoseconds = duration,
                ServiceNanoseconds = duration,

                // k6 writes 0 for a connection that was there already.
                ConnectNanoseconds = connecting is > 0 ? Nanoseconds(connecting.Value) : RequestSample.Unknown,
                TlsNanoseconds = handshaking is > 0 ? Nanoseconds(handshaking.Value) : RequestSample.Unknown,
                FirstByteNanoseconds = Value("http_req_waiting") is { } waiting and >= 0
                    ? Nanoseconds(waiting + Math.Max(0, Value("http_req_sending") ?? 0))
                    : RequestSample.Unknown,
                StatusCode = status,
                Detail = !failed ? null : Tag("error") is { Length: > 0 } error ? error : Tag("error_code") is { Length: > 0 } number ? $"error_code {number}" : null,
            });
    }

    private static string ErrorOf(int status, string errorCode) =>
        status >= 400 ? HttpErrorClass.OfStatus(status)
        : errorCode.Length is > 0 and <= 10 ? $"error_code_{errorCode}"
        : ErrorClass.Failed;

    // A day bounds what a file may claim.
    private static long Nanoseconds(double milliseconds) => (long)Math.Round(Math.Clamp(milliseconds, 0, 86_400_000) * 1e6);

    private double? Value(string metric) => _values[Array.IndexOf(Parts, metric)];

    private Dictionary<string, string> TagsOf(TextCache texts)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(_tags.AsSpan(0, _tagsLength));
        if (_tagsLength == 0 || !reader.Read())
        {
            return tags;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = TextOf(ref reader, texts);
            reader.Read();
            if (reader.TokenType == JsonTokenType.String)
            {
                tags[key] = TextOf(ref reader, texts);
            }
            else
            {
                reader.Skip();
            }
        }

        return tags;
    }

    private static string TextOf(ref Utf8JsonReader reader, TextCache texts) =>
        reader.ValueIsEscaped ? reader.GetString() ?? "" : texts.Get(reader.ValueSpan);
}

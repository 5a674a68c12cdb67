using Cicada.Storage;
using Cicada.Storage.Queries;
using Microsoft.AspNetCore.Http;

namespace Cicada.RunsApi;

/// <summary>The parameters by which questions about a run are narrowed.</summary>
internal static class RunParameters
{
    // Longer than any run, and yet a time.
    private const double LongestSeconds = 1e9;

    public static readonly ApiParameter Run = new("run", "The run: its id, the beginning of one, or 'latest'.") { IsInPath = true, IsRequired = true, Example = "latest" };

    public static readonly ApiParameter From = Seconds("from", "Only from here on: seconds after the run's start. Whole seconds are answered much faster.");

    public static readonly ApiParameter To = Seconds("to", "Only up to here: seconds after the run's start, more than 'from'.");

    public static readonly ApiParameter RequestType = new("request_type", "Only requests of this protocol or method; with 'name'.") { Example = "GET" };

    public static readonly ApiParameter Name = new("name", "Only requests of this name.") { Example = "/" };

    public static readonly ApiParameter Points = Whole("points", "The most buckets of time; their width is chosen to be one that people read.", 1, 20_000, "1200");

    /// <summary>The window, and the request.</summary>
    public static readonly IReadOnlyList<ApiParameter> Window = [From, To];

    public static readonly IReadOnlyList<ApiParameter> Request = [RequestType, Name];

    public static ApiParameter Whole(string name, string description, double least, double most, string? byDefault = null) =>
        new(name, description) { Kind = ApiParameterKind.Whole, Least = least, Most = most, Default = byDefault };

    /// <summary>The question with what the request says of the window and of one request.</summary>
    /// <exception cref="RefusedRequestException">The window ends before it begins.</exception>
    public static RunQuery Narrow(RunQuery query, ApiArguments arguments)
    {
        var (from, to) = WindowOf(arguments);
        return query.Window(from, to) with { RequestType = arguments.Given(RequestType), Name = arguments.Given(Name) };
    }

    /// <summary>The window a request speaks of.</summary>
    public static (TimeSpan? From, TimeSpan? To) WindowOf(ApiArguments arguments)
    {
        var (from, to) = (arguments.Seconds(From), arguments.Seconds(To));
        if (to <= (from ?? TimeSpan.Zero))
        {
            var sentence = $"The window is from {arguments.Text(From) ?? "0"} to {arguments.Text(To)}; expected an end behind its beginning.";
            throw new RefusedRequestException(StatusCodes.Status400BadRequest, sentence, [new(To.Name, sentence)]);
        }

        return (from > TimeSpan.Zero ? from : null, to);
    }

    /// <summary>The width of buckets that makes no more than so many of a question's window.</summary>
    public static TimeSpan Width(RunQuery query, ApiArguments arguments, ApiParameter points)
    {
        var length = query.ReadLength();
        var end = query.To is { } to && to < length ? to : length;
        var window = end - (query.From ?? TimeSpan.Zero);
        return BucketWidth.For(window > TimeSpan.Zero ? window : TimeSpan.Zero, arguments.Whole(points));
    }

    private static ApiParameter Seconds(string name, string description) => new(name, description) { Kind = ApiParameterKind.Seconds, Most = LongestSeconds };
}

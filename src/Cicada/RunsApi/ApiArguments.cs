using System.Globalization;
using Cicada.Options;
using Cicada.Terminal;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Cicada.RunsApi;

/// <summary>The parameters in the address of a request, held against those the endpoint knows.</summary>
internal sealed class ApiArguments
{
    private const int Longest = 10_000;
    private const int Shown = 100;

    private readonly IQueryCollection _query;
    private readonly List<FieldProblem> _problems = [];

    public ApiArguments(HttpRequest request, IReadOnlyList<ApiParameter> parameters)
    {
        _query = request.Query;
        var known = parameters.Where(parameter => !parameter.IsInPath).ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        foreach (var (name, values) in _query)
        {
            if (known.GetValueOrDefault(name) is { } parameter)
            {
                Check(parameter, values);
            }
            else
            {
                var expected = known.Count == 0 ? "nothing behind the path" : string.Join(", ", known.Keys.Select(key => $"'{key}'"));
                _problems.Add(new(
                    PlainText.Of(name, Shown), $"The parameter '{PlainText.Of(name, Shown)}' is unknown; expected {expected}.{Spelling.DidYouMean(name, known.Keys)} Leave it out, or correct it."));
            }
        }

        foreach (var parameter in known.Values.Where(parameter => parameter.IsRequired && string.IsNullOrEmpty(_query[parameter.Name])))
        {
            _problems.Add(new(parameter.Name, $"The parameter '{parameter.Name}' is missing. {parameter.Description}"));
        }
    }

    /// <exception cref="RefusedRequestException">Some make no sense.</exception>
    public void Require()
    {
        if (_problems.Count > 0)
        {
            throw new RefusedRequestException(StatusCodes.Status400BadRequest, _problems[0].Message, _problems);
        }
    }

    /// <summary>A text; null where it was left out or is empty.</summary>
    public string? Text(ApiParameter parameter) => _query[parameter.Name] is [{ Length: > 0 } text, ..] ? text : parameter.Default;

    /// <summary>A text that may be empty; null where it was left out.</summary>
    public string? Given(ApiParameter parameter) => _query.TryGetValue(parameter.Name, out var values) && values is [{ } text, ..] ? text : null;

    /// <summary>All of a parameter that may be given several times, or is a list.</summary>
    public IReadOnlyList<string> Texts(ApiParameter parameter)
    {
        IEnumerable<string?> values = _query[parameter.Name];
        var all = parameter.IsList ? (Text(parameter) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : values;
        return [.. all.Where(value => !string.IsNullOrEmpty(value)).Select(value => value!)];
    }

    /// <summary>A number; null where it was left out and has no default.</summary>
    public double? Number(ApiParameter parameter) => Text(parameter) is { } text ? double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) : null;

    public int Whole(ApiParameter parameter) => int.Parse(Text(parameter)!, CultureInfo.InvariantCulture);

    public TimeSpan? Seconds(ApiParameter parameter) => Number(parameter) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    private void Check(ApiParameter parameter, StringValues values)
    {
        if (values.Count > 1 && !parameter.IsRepeated)
        {
            _problems.Add(new(parameter.Name, $"The parameter '{parameter.Name}' is there {values.Count} times; expected it once."));
        }

        foreach (var value in values.Where(value => !string.IsNullOrEmpty(value)))
        {
            if (Problem(parameter, value!) is { } problem)
            {
                _problems.Add(new(parameter.Name, $"The parameter '{parameter.Name}' is '{PlainText.Of(value, Shown)}'; expected {problem}."));
                return;
            }
        }
    }

    private static string? Problem(ApiParameter parameter, string value)
    {
        if (value.Length > Longest)
        {
            return $"at most {Longest} characters";
        }

        if (parameter.Kind != ApiParameterKind.Text)
        {
            var isNumber = double.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number);
            var isWhole = parameter.Kind != ApiParameterKind.Whole || value.All(char.IsAsciiDigit);
            return isNumber && isWhole && number >= parameter.Least && number <= parameter.Most ? null : NumberOf(parameter);
        }

        if (parameter.Choices is { } choices)
        {
            var words = parameter.IsList ? value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [value];
            return words.FirstOrDefault(word => !choices.Contains(word)) is { } wrong
                ? $"{(parameter.IsList ? "some of" : "one of")} {string.Join(", ", choices.Select(choice => $"'{choice}'"))}{Guess(wrong, choices)}"
                : null;
        }

        return null;
    }

    private static string Guess(string wrong, IReadOnlyList<string> choices) => Spelling.Nearest(wrong, choices) is { } near ? $", perhaps '{near}'" : "";

    private static string NumberOf(ApiParameter parameter)
    {
        var what = parameter.Kind == ApiParameterKind.Whole ? "a whole number" : "a number of seconds";
        return parameter.Most < double.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"{what} from {parameter.Least} to {parameter.Most}")
            : string.Create(CultureInfo.InvariantCulture, $"{what}, {parameter.Least} or more");
    }
}

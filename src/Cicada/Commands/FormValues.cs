using System.Globalization;
using Cicada.Options;
using Cicada.RunsApi;

namespace Cicada.Commands;

/// <summary>Turns what a run is to be started with into options and back. What is read and what makes no sense is the command line's business.</summary>
internal static class FormValues
{
    /// <summary>What a request says about options. What it leaves out is not among them; a text that is empty means that the option is not given.</summary>
    public static IReadOnlyList<FormValue> Of(StartRequest request)
    {
        List<FormValue> values = [];

        // Who says a shape or an arrival rate takes back the users and the rate that the program was started with; numbers of the request's own stand behind.
        foreach (var (field, text) in new[] { ("shape", request.Shape), ("arrival_rate", request.ArrivalRate) })
        {
            if (text is { Length: > 0 } && !RunOptions.IsNone(text))
            {
                values.Add(new(field, RunOptionSpecs.Users.Key, null));
                values.Add(new(field, RunOptionSpecs.SpawnRate.Key, null));
            }
        }

        Add("users", RunOptionSpecs.Users, request.Users?.ToString(CultureInfo.InvariantCulture));
        Add("spawn_rate", RunOptionSpecs.SpawnRate, request.SpawnRate?.ToString(CultureInfo.InvariantCulture));
        Add("shape", RunOptionSpecs.Shape, request.Shape?.Trim());
        Add("arrival_rate", RunOptionSpecs.ArrivalRate, request.ArrivalRate?.Trim());

        // 0 is for the default.
        Add("max_users", RunOptionSpecs.MaxUsers, request.MaxUsers is 0 ? "" : request.MaxUsers?.ToString(CultureInfo.InvariantCulture));
        Add("host", RunOptionSpecs.Host, request.Host?.Trim());
        Add("run_time", RunOptionSpecs.RunTime, request.RunTime?.Trim());

        // A form cannot leave out what the command line says: 0 is for no limit.
        Add("iterations", RunOptionSpecs.Iterations, request.Iterations is 0 ? "" : request.Iterations?.ToString(CultureInfo.InvariantCulture));
        AddAll("labels", RunOptionSpecs.Labels, request.Labels);
        AddAll("exclude_labels", RunOptionSpecs.ExcludeLabels, request.ExcludeLabels);
        AddAll("thresholds", RunOptionSpecs.Threshold, request.Thresholds?.Select(text => text.Trim()).Where(text => text.Length > 0));
        AddAll("run_labels", RunOptionSpecs.RunLabel, request.RunLabels?.Select(label => $"{label.Key}={label.Value}"));
        Add("note", RunOptionSpecs.Note, request.Note);
        foreach (var (name, text) in request.Options ?? new Dictionary<string, string>())
        {
            values.Add(new("options." + name, KeyOf(name), text is null or "" ? null : new OptionValue([text], "")));
        }

        return values;

        void Add(string field, OptionSpec spec, string? text)
        {
            if (text is not null)
            {
                values.Add(new(field, spec.Key, text.Length == 0 ? null : new OptionValue([text], "")));
            }
        }

        void AddAll(string field, OptionSpec spec, IEnumerable<string>? texts)
        {
            if (texts?.ToList() is { } all)
            {
                values.Add(new(field, spec.Key, all.Count == 0 ? null : new OptionValue(all, "")));
            }
        }
    }

    /// <summary>Requests that say one thing each, which together are the request.</summary>
    public static IEnumerable<(string Field, StartRequest Part)> PartsOf(StartRequest request)
    {
        yield return ("users", new() { Users = request.Users });
        yield return ("spawn_rate", new() { SpawnRate = request.SpawnRate });
        yield return ("shape", new() { Shape = request.Shape });
        yield return ("arrival_rate", new() { ArrivalRate = request.ArrivalRate });
        yield return ("host", new() { Host = request.Host });
        yield return ("run_time", new() { RunTime = request.RunTime });
        yield return ("iterations", new() { Iterations = request.Iterations });
        yield return ("labels", new() { Labels = request.Labels });
        yield return ("exclude_labels", new() { ExcludeLabels = request.ExcludeLabels });
        yield return ("labels", new() { Labels = request.Labels, ExcludeLabels = request.ExcludeLabels });
        yield return ("thresholds", new() { Thresholds = request.Thresholds });
        yield return ("run_labels", new() { RunLabels = request.RunLabels });
        foreach (var (name, text) in request.Options ?? new Dictionary<string, string>())
        {
            yield return ("options." + name, new() { Options = new Dictionary<string, string> { [name] = text } });
        }

        foreach (var type in request.UserTypes ?? [])
        {
            yield return ("user_types." + type.Name, new() { UserTypes = [type] });
        }

        yield return ("user_types", new() { UserTypes = request.UserTypes });
    }

    /// <summary>Values with those of a form laid over them.</summary>
    public static Dictionary<string, OptionValue> Lay(IReadOnlyDictionary<string, OptionValue> values, IEnumerable<FormValue> over)
    {
        var all = new Dictionary<string, OptionValue>(values);
        foreach (var (_, key, value) in over)
        {
            if (value is null)
            {
                all.Remove(key);
            }
            else
            {
                all[key] = value;
            }
        }

        return all;
    }

    /// <summary>The key of a test's own option, by its name with dashes.</summary>
    public static string KeyOf(string name) => name.StartsWith("--", StringComparison.Ordinal) ? name[2..] : name;
}

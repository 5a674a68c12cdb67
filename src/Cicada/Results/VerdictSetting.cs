using Cicada.Storage.Queries;

namespace Cicada.Results;

/// <summary>What a run was started with and where, beside its document.</summary>
/// <param name="Options">The options by name, secrets replaced.</param>
/// <param name="Machine">The machine the load came from, or null where nobody knows.</param>
/// <param name="GitRevision">The revision of the working copy, or null.</param>
internal sealed record VerdictSetting(IReadOnlyDictionary<string, string> Options, string? Machine, string? GitRevision)
{
    /// <summary>Of a run of this process.</summary>
    public static VerdictSetting Of(Run run) => Of(run.Plan);

    /// <summary>Of a run that this process was to make.</summary>
    public static VerdictSetting Of(Plan plan) => new(plan.Options, Environment.MachineName, plan.GitRevision);

    /// <summary>Of a run that was kept.</summary>
    public static VerdictSetting Of(RunSetup setup) => new(setup.Options, setup.Machine, setup.GitRevision);

    /// <summary>Everything a report says about a run, as names and values.</summary>
    /// <param name="summary">The document of the run.</param>
    public IEnumerable<KeyValuePair<string, string>> Properties(RunSummary summary)
    {
        yield return new("run", summary.Run);
        yield return new("state", summary.State.ToWord());
        if (summary.ExitCode is { } code)
        {
            yield return new("exit_code", FormattableString.Invariant($"{code}"));
        }

        if (ExitReasons.Of(summary) is { Count: > 0 } reasons)
        {
            yield return new("exit_reasons", string.Join(", ", reasons.Select(reason => reason.ToWord())));
        }

        if (summary.Host is { } host)
        {
            yield return new("host", host);
        }

        if (GitRevision is { } revision)
        {
            yield return new("git_revision", revision);
        }

        if (summary.Note.Length > 0)
        {
            yield return new("note", summary.Note);
        }

        foreach (var label in summary.Labels.OrderBy(label => label.Key, StringComparer.Ordinal))
        {
            yield return new($"label.{label.Key}", label.Value);
        }

        foreach (var option in Options.OrderBy(option => option.Key, StringComparer.Ordinal))
        {
            yield return new($"option.{option.Key}", option.Value);
        }
    }
}

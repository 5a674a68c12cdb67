namespace Cicada.Tests.Grafana.Simulation;

/// <summary>Finds out what the variables of a board are, one after the other, each after those it needs.</summary>
internal sealed class VariableResolver(InfluxDataSource source, TimeRange range)
{
    /// <summary>The name the data source goes by; any will do.</summary>
    public const string DataSourceUid = "cicada";

    /// <summary>The values, by the names of the variables.</summary>
    /// <param name="variables">The variables of the board.</param>
    /// <param name="choices">What is chosen; where nothing is, what Grafana chooses by itself.</param>
    /// <exception cref="BoardException">A query failed, variables need each other, or what is chosen cannot be chosen.</exception>
    public async Task<IReadOnlyDictionary<string, VariableValue>> ResolveAsync(IReadOnlyList<BoardVariable> variables, IReadOnlyDictionary<string, VariableChoice> choices)
    {
        var known = new Dictionary<string, VariableValue>(StringComparer.Ordinal);
        var left = variables.Where(variable => variable.Type != "adhoc").ToList();
        var names = left.Select(variable => variable.Name).ToHashSet(StringComparer.Ordinal);
        while (left.Count > 0)
        {
            var next = left.Find(variable => variable.Needs.All(name => !names.Contains(name) || known.ContainsKey(name)))
                ?? throw new BoardException($"The variables {string.Join(", ", left.Select(variable => $"'{variable.Name}'"))} need each other; none can be found out first.");
            left.Remove(next);
            known.Add(next.Name, Value(next, await OptionsAsync(next, known), choices.GetValueOrDefault(next.Name)));
        }

        return known;
    }

    private async Task<IReadOnlyList<string>> OptionsAsync(BoardVariable variable, Dictionary<string, VariableValue> known) => variable.Type switch
    {
        "datasource" => variable.Query == "influxdb" ? [DataSourceUid] : throw new BoardException($"The data source variable '{variable.Name}' asks for '{variable.Query}'; expected 'influxdb'."),
        "query" => VariableOptions.Chosen(await AskAsync(variable, known), Interpolation.Text(variable.Regex, known), variable.Sort),
        "custom" or "interval" => VariableOptions.Listed(variable.Query),
        "textbox" or "constant" => [variable.Query],
        _ => throw new BoardException($"The variable '{variable.Name}' is of the type '{variable.Type}', which this simulator does not know."),
    };

    private async Task<IReadOnlyList<string>> AskAsync(BoardVariable variable, Dictionary<string, VariableValue> known)
    {
        if (variable.Refresh == 0)
        {
            throw new BoardException($"The variable '{variable.Name}' has 'refresh: 0': it would never be asked for. Write 1 or 2.");
        }

        // The text goes through the browser's interpolation twice, the second time as the query it has become.
        var asked = ReplaceFirst(Interpolation.Query(variable.Query, known), "$timeFilter", range.VariableFilter);
        var answer = await source.AskAsync(new SentQuery { RefId = variable.Name, Text = Interpolation.Query(asked, known), Range = range, IntervalMilliseconds = Interval.Of(range, 1000, null) });
        return answer.Error is null
            ? VariableOptions.Found(answer.Frames)
            : throw new BoardException($"The variable '{variable.Name}' cannot be found out: {answer.Error}\n{answer.Sent}");
    }

    private static VariableValue Value(BoardVariable variable, IReadOnlyList<string> options, VariableChoice? choice)
    {
        var wanted = choice?.Values ?? variable.Current;
        var isFree = variable.Type == "textbox";
        if (choice is { IsAll: false } && !isFree && choice.Values.FirstOrDefault(value => !options.Contains(value, StringComparer.Ordinal)) is { } missing)
        {
            throw new BoardException($"Of variable '{variable.Name}' nobody can choose '{missing}'; there are {string.Join(", ", options.Select(option => $"'{option}'"))}.");
        }

        if (choice is { IsAll: true } && !variable.IncludesAll)
        {
            throw new BoardException($"Of variable '{variable.Name}' nobody can choose all.");
        }

        if (choice is { Values.Count: > 1 } && !variable.IsMulti)
        {
            throw new BoardException($"Of variable '{variable.Name}' nobody can choose several.");
        }

        var isChosen = isFree || (wanted.Count > 0 && wanted.All(value => options.Contains(value, StringComparer.Ordinal)));
        var isAll = variable.IncludesAll && (wanted is [BoardVariable.All] || !isChosen);
        IReadOnlyList<string> values = isAll ? options : isFree && wanted.Count == 0 ? options : isChosen ? wanted : [.. options.Take(1)];
        return new()
        {
            Name = variable.Name,
            IsMulti = variable.IsMulti,
            IsAll = isAll,
            AllValue = variable.AllValue,
            Options = options,

            // With nothing to choose from, one value is an empty text and several are none.
            Values = values.Count == 0 && !variable.IsMulti && !isAll ? [""] : values,
        };
    }

    private static string ReplaceFirst(string text, string what, string by) =>
        text.IndexOf(what, StringComparison.Ordinal) is var place and >= 0 ? $"{text[..place]}{by}{text[(place + what.Length)..]}" : text;
}

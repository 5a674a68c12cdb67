using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Cicada.Tests.Grafana;

/// <summary>What every board must keep to; each rule gives a sentence for each place that breaks it.</summary>
internal static partial class BoardRules
{
    private static readonly string[] PanelTypes = ["timeseries", "stat", "table", "heatmap", "state-timeline", "trend", "barchart", "row"];
    private static readonly string[] RateUnits = ["reqps", "Bps"];

    // What Grafana itself puts in place of a name; the others have to be variables of the board.
    private static readonly string[] OfGrafana = ["timeFilter", "__interval", "__interval_ms", "__url_time_range", "__data", "__value", "__field", "__all", "col"];

    public static IEnumerable<string> Broken(BoardFile board) =>
    [
        .. Frame(board), .. Ids(board), .. Layout(board), .. Panels(board), .. DataSources(board), .. Variables(board), .. Queries(board), .. Rates(board), .. Percentiles(board),
        .. Twins(board), .. Marks(board), .. Overrides(board),
    ];

    private static IEnumerable<string> Frame(BoardFile board)
    {
        if (BoardFile.Text(board.Json["uid"]) != board.Name || board.Name.Length > 40)
        {
            yield return $"{board.Name}: its uid is '{board.Json["uid"]}'.";
        }

        if (board.Json["schemaVersion"]!.GetValue<int>() is < 39 or > 42)
        {
            yield return $"{board.Name}: schemaVersion {board.Json["schemaVersion"]}.";
        }

        foreach (var forbidden in new[] { "id", "__inputs", "__requires" }.Where(board.Json.ContainsKey))
        {
            yield return $"{board.Name}: '{forbidden}' is for exports, not for files.";
        }
    }

    private static IEnumerable<string> Ids(BoardFile board)
    {
        foreach (var twice in board.Panels.GroupBy(panel => panel["id"]!.GetValue<int>()).Where(group => group.Count() > 1))
        {
            yield return $"{board.Name}: the panel id {twice.Key} is there twice.";
        }

        foreach (var panel in board.DataPanels)
        {
            foreach (var twice in BoardFile.TargetsOf(panel).GroupBy(target => BoardFile.Text(target["refId"])).Where(group => group.Count() > 1 || group.Key.Length == 0))
            {
                yield return $"{Place(board, panel)}: the refId '{twice.Key}' is there twice, or is none.";
            }
        }
    }

    private static IEnumerable<string> Layout(BoardFile board)
    {
        var taken = new Dictionary<(int X, int Y), string>();
        foreach (var panel in board.Panels)
        {
            var place = panel["gridPos"]!;
            var (x, y, w, h) = (place["x"]!.GetValue<int>(), place["y"]!.GetValue<int>(), place["w"]!.GetValue<int>(), place["h"]!.GetValue<int>());
            if (x < 0 || w < 1 || h < 1 || x + w > 24)
            {
                yield return $"{Place(board, panel)}: it is not within the 24 columns.";
            }

            foreach (var cell in Enumerable.Range(x, w).SelectMany(column => Enumerable.Range(y, h).Select(row => (column, row))))
            {
                if (!taken.TryAdd(cell, BoardFile.Text(panel["title"])))
                {
                    yield return $"{Place(board, panel)}: it lies on '{taken[cell]}'.";
                    break;
                }
            }
        }
    }

    private static IEnumerable<string> Panels(BoardFile board)
    {
        foreach (var panel in board.Panels.Where(panel => !PanelTypes.Contains(BoardFile.Text(panel["type"]))))
        {
            yield return $"{Place(board, panel)}: the panel type '{panel["type"]}' is not in every Grafana.";
        }

        foreach (var panel in board.DataPanels)
        {
            if (BoardFile.Text(panel["title"]).Length == 0 || BoardFile.Text(panel["description"]).Length < 20)
            {
                yield return $"{Place(board, panel)}: it has no title, or no description worth the name.";
            }

            if (BoardFile.Text(panel["fieldConfig"]?["defaults"]?["unit"]).Length == 0)
            {
                yield return $"{Place(board, panel)}: it has no unit.";
            }

            if (BoardFile.TargetsOf(panel).Count == 0)
            {
                yield return $"{Place(board, panel)}: it asks nothing.";
            }
        }

        foreach (var twice in board.DataPanels.GroupBy(panel => BoardFile.Text(panel["title"])).Where(group => group.Count() > 1))
        {
            yield return $"{board.Name}: two panels are called '{twice.Key}'.";
        }
    }

    private static IEnumerable<string> DataSources(BoardFile board)
    {
        var places = board.DataPanels.Concat(board.Targets.Select(pair => pair.Target)).Concat(board.Marks).Concat(board.Variables.Where(variable => BoardFile.Text(variable["type"]) == "query"));
        return places
            .Where(place => BoardFile.Text(place["datasource"]?["type"]) != "influxdb" || BoardFile.Text(place["datasource"]?["uid"]) != "${DS}")
            .Select(place => $"{board.Name}: '{place["title"] ?? place["name"] ?? place["refId"]}' has the data source {place["datasource"]?.ToJsonString() ?? "of nobody"}; expected the variable DS.");
    }

    private static IEnumerable<string> Variables(BoardFile board)
    {
        var names = board.Variables.Select(variable => BoardFile.Text(variable["name"])).ToArray();
        if (names is not ["DS", "prefix", ..])
        {
            yield return $"{board.Name}: DS and prefix come first, for the others need them.";
        }

        var known = new HashSet<string>();
        foreach (var variable in board.Variables)
        {
            foreach (var name in Used(BoardFile.Text(variable["type"]) == "query" ? BoardFile.Text(variable["query"]) : "").Where(name => !known.Contains(name)))
            {
                yield return $"{board.Name}: the variable '{variable["name"]}' needs '{name}', which is not before it.";
            }

            if (variable["includeAll"]?.GetValue<bool>() == true && BoardFile.Text(variable["allValue"]) != ".*")
            {
                yield return $"{board.Name}: 'All' of '{variable["name"]}' would be a list of all values.";
            }

            known.Add(BoardFile.Text(variable["name"]));
        }

        var whole = board.Json.ToJsonString();
        var used = Used(whole.Replace("\\\\", "", StringComparison.Ordinal)).ToHashSet();
        foreach (var name in used.Where(name => !known.Contains(name) && !OfGrafana.Contains(name) && !name.StartsWith("tag_", StringComparison.Ordinal)))
        {
            yield return $"{board.Name}: '${name}' is used and is no variable.";
        }

        foreach (var name in known.Where(name => !used.Contains(name)))
        {
            yield return $"{board.Name}: the variable '{name}' is used nowhere.";
        }
    }

    private static IEnumerable<string> Queries(BoardFile board)
    {
        foreach (var (panel, target) in board.Targets)
        {
            var query = BoardFile.Text(target["query"]);
            var isTable = BoardFile.Text(target["resultFormat"]) == "table";
            if (!FirstWhere().IsMatch(query))
            {
                yield return $"{Place(board, panel)}: its first condition is not that of a measurement, and Grafana puts ad-hoc filters there: {query}";
            }

            if (!query.Contains("\"run\"", StringComparison.Ordinal) && !query.Contains("\"test\"", StringComparison.Ordinal))
            {
                yield return $"{Place(board, panel)}: it mixes all runs: {query}";
            }

            // A name of several values is an expression only as =~ /^…$/; any other form breaks at the first quote or with the second value.
            if (query.Contains(":regex}", StringComparison.Ordinal) && query.Split(":regex}").Length - 1 != RegexFilter().Count(query))
            {
                yield return $"{Place(board, panel)}: a variable is not between /^ and $/: {query}";
            }

            if (BareVariable().IsMatch(query))
            {
                yield return $"{Place(board, panel)}: a variable is compared as a plain text: {query}";
            }

            if (query.Contains("GROUP BY time", StringComparison.Ordinal) && !query.Contains(" fill(", StringComparison.Ordinal))
            {
                yield return $"{Place(board, panel)}: it leaves the fill to chance: {query}";
            }

            if (!isTable && BoardFile.Text(target["alias"]).Length == 0)
            {
                yield return $"{Place(board, panel)}: its series have no name of their own, and the order of tags in Grafana's changes: {query}";
            }

            // That of a query within another does not reach the series.
            var outer = query[(query.LastIndexOf(") WHERE $timeFilter", StringComparison.Ordinal) + 1)..];
            var grouping = outer[(outer.LastIndexOf(" GROUP BY ", StringComparison.Ordinal) + 1)..];
            if (!isTable && outer.Contains(" GROUP BY ", StringComparison.Ordinal) && GroupedTag().Count(grouping) > 0 && !BoardFile.Text(target["alias"]).Contains("$tag_", StringComparison.Ordinal))
            {
                yield return $"{Place(board, panel)}: its series are told apart by a tag that its alias does not name: {query}";
            }

            if (isTable && panel["transformations"] is null)
            {
                yield return $"{Place(board, panel)}: the order of its columns would change from time to time.";
            }
        }
    }

    // A count of an interval is a rate only when it is divided by the seconds of the interval.
    private static IEnumerable<string> Rates(BoardFile board) => board.Targets
        .Where(pair => BoardFile.Text(pair.Panel["type"]) is "timeseries" && RateUnits.Contains(BoardFile.Text(pair.Panel["fieldConfig"]!["defaults"]!["unit"])))
        .Where(pair => Counted().IsMatch(BoardFile.Text(pair.Target["query"])) && !BoardFile.Text(pair.Target["query"]).Contains("/ ($__interval_ms / 1000)", StringComparison.Ordinal))
        .Select(pair => $"{Place(board, pair.Panel)}: a count is drawn as a rate: {pair.Target["query"]}");

    private static IEnumerable<string> Percentiles(BoardFile board) => board.Targets
        .Where(pair => AveragedPercentile().IsMatch(BoardFile.Text(pair.Target["query"])))
        .Select(pair => $"{Place(board, pair.Panel)}: percentiles are averaged: {pair.Target["query"]}");

    // Statistics are missing from a run that was sent raw, and single requests from one that was sent as statistics: who asks for the one needs the other,
    // and the other must keep away from runs that have both.
    private static IEnumerable<string> Twins(BoardFile board)
    {
        foreach (var panel in board.DataPanels)
        {
            var queries = BoardFile.TargetsOf(panel).Select(target => BoardFile.Text(target["query"])).ToArray();
            var (statistics, requests) = (queries.Count(query => query.Contains("}request_stats\"", StringComparison.Ordinal)), queries.Where(query => query.Contains("}requests\"", StringComparison.Ordinal)).ToArray());
            if (statistics > 0 != requests.Length > 0)
            {
                yield return $"{Place(board, panel)}: it would be empty for a run that was sent in one of the modes.";
            }

            foreach (var query in requests.Where(query => !WithoutStatistics().IsMatch(query)))
            {
                yield return $"{Place(board, panel)}: requests would be counted twice for a run that has both: {query}";
            }

            // '(all)' beside each name counts everything twice.
            foreach (var query in queries.Where(query => query.Contains("}request_stats\"", StringComparison.Ordinal) && !query.Contains("'(all)'", StringComparison.Ordinal) && !query.Contains("GROUP BY \"request_type\", \"name\"", StringComparison.Ordinal)))
            {
                yield return $"{Place(board, panel)}: it adds the total to its parts: {query}";
            }
        }
    }

    private static IEnumerable<string> Marks(BoardFile board)
    {
        foreach (var marks in board.Marks)
        {
            var target = marks["target"]!;
            var query = BoardFile.Text(target["query"]);
            if (!target["fromAnnotations"]!.GetValue<bool>() || !target["rawQuery"]!.GetValue<bool>() || !query.Contains("$timeFilter", StringComparison.Ordinal) || query.Contains("GROUP BY", StringComparison.Ordinal))
            {
                yield return $"{board.Name}: Grafana would not show the marks '{marks["name"]}'.";
            }
        }
    }

    // An override of a field nobody has is a colour or a unit that is missing somewhere.
    private static IEnumerable<string> Overrides(BoardFile board)
    {
        foreach (var panel in board.DataPanels)
        {
            var names = Names(panel).ToHashSet();
            foreach (var field in BoardFile.Objects(panel["fieldConfig"]!["overrides"]).Select(one => BoardFile.Text(one["matcher"]!["options"])).Where(field => !names.Contains(field)))
            {
                yield return $"{Place(board, panel)}: nothing is called '{field}', which an override is for.";
            }
        }
    }

    private static IEnumerable<string> Names(JsonObject panel)
    {
        foreach (var target in BoardFile.TargetsOf(panel))
        {
            yield return BoardFile.Text(target["alias"]);
            foreach (Match name in Named().Matches(BoardFile.Text(target["query"])))
            {
                yield return name.Groups[1].Value;
            }
        }

        foreach (var transformation in BoardFile.Objects(panel["transformations"]))
        {
            yield return BoardFile.Text(transformation["options"]!["alias"]);
            foreach (var (column, name) in transformation["options"]!["renameByName"]?.AsObject() ?? [])
            {
                yield return BoardFile.Text(name);
            }

            foreach (var (column, _) in transformation["options"]!["indexByName"]?.AsObject() ?? [])
            {
                yield return column;
            }
        }
    }

    private static IEnumerable<string> Used(string text) => VariableName().Matches(text).Select(match => match.Groups[1].Value);

    private static string Place(BoardFile board, JsonObject panel) => $"{board.Name}, '{panel["title"]}'";

    [GeneratedRegex(@"\$\{?([A-Za-z_]+)")]
    private static partial Regex VariableName();

    [GeneratedRegex("""FROM "\$\{prefix\}\w+" WHERE "(run|test)" =~ /""")]
    private static partial Regex FirstWhere();

    [GeneratedRegex(@"[=!]~ /\^\$\{\w+:regex\}\$/")]
    private static partial Regex RegexFilter();

    [GeneratedRegex(@"[^<>]= ?'?\$\{?(run|test|request|worker|base|candidate)\b")]
    private static partial Regex BareVariable();

    [GeneratedRegex("\"\\w+\"")]
    private static partial Regex GroupedTag();

    [GeneratedRegex("""(sum\("(count|bytes|status_\w+|occurrences|response_length)"\)|count\("\w+"\))""")]
    private static partial Regex Counted();

    [GeneratedRegex("""(mean|sum|median|percentile|stddev)\("(service_)?p\d+"|mean\("mean"\)""")]
    private static partial Regex AveragedPercentile();

    [GeneratedRegex(@"""run"" !~ /\^\$\{(base_|candidate_)?stats:regex\}\$/")]
    private static partial Regex WithoutStatistics();

    [GeneratedRegex("AS \"([^\"]+)\"")]
    private static partial Regex Named();
}

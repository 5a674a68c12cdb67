namespace Cicada.Tests.InfluxApi.Differential;

/// <content>Questions about what there is.</content>
public sealed partial class QueryGenerator
{
    private string Show()
    {
        var source = PickOf(data.Sources);
        var on = Chance(0.3) ? $" ON {Name(data.Database)}" : "";
        var from = random.Next(8) switch
        {
            0 => $" FROM {Pick("/./", "/^[a-m]/", "/nothing/", "nothing", "cpu, mem", "\"other rp\".cpu", "autogen.cpu")}",
            < 5 => $" FROM {source.Text}",
            _ => "",
        };
        var where = source.Tags.Count > 0 && Chance(0.4) ? $" WHERE {TagCondition(source, 0)}" : "";
        return random.Next(22) switch
        {
            0 => "SHOW DATABASES",
            1 => $"SHOW RETENTION POLICIES ON {Name(data.Database)}",
            2 or 3 => $"SHOW MEASUREMENTS{on}{Pick("", "", " WITH MEASUREMENT =~ /^[a-m]/", " WITH MEASUREMENT = cpu", " WITH MEASUREMENT =~ /(?i)E/", " WITH MEASUREMENT =~ /nothing/")}{where}{RowLimit()}",
            < 8 => $"SHOW TAG KEYS{on}{from}{where}{RowLimit()}{Pick("", "", "", " SLIMIT 1", " SLIMIT 2 SOFFSET 1")}",
            < 14 => $"SHOW TAG VALUES{on}{from} WITH KEY {Keys(source)}{where}{RowLimit()}",
            < 17 => $"SHOW FIELD KEYS{on}{from}{RowLimit()}",
            < 20 => $"SHOW SERIES{on}{from}{where}{RowLimit()}",
            // Not SERIES EXACT: of several weeks InfluxDB counts each for itself.
            20 => $"SHOW {Pick("SERIES", "MEASUREMENT", "MEASUREMENT EXACT")} CARDINALITY{on}",
            _ => $"SHOW {Pick("TAG KEY", "FIELD KEY")} EXACT CARDINALITY{on}{from}",
        };
    }

    private string Keys(QueriedSource source)
    {
        var key = source.Tags.Count == 0 ? "host" : Name(PickOf(source.Tags).Key);
        return random.Next(6) switch
        {
            0 => $"IN ({key}, {Pick("host", "nothing", "region")})",
            1 => Pick("=~ /./", "=~ /^h/", "!~ /host/", "=~ /nothing/"),
            2 => $"!= {key}",
            _ => $"= {key}",
        };
    }

    private string TagCondition(QueriedSource source, int depth)
    {
        if (depth < 2 && Chance(0.25))
        {
            return $"({TagCondition(source, depth + 1)} {Pick("AND", "OR")} {TagCondition(source, depth + 1)})";
        }

        var (key, values) = PickOf(source.Tags);
        return random.Next(6) switch
        {
            0 => $"{Name(key)} =~ {Pick("/./", "/^a/", "/GET/", "/^$/")}",
            1 => $"{Name(key)} !~ {Pick("/a/", "/./")}",
            2 => $"{Name(key)} != {Text(PickOf(values))}",
            3 => $"{Name(key)} {Pick("=", "!=")} {Pick("''", "'nothing'")}",
            _ => $"{Name(key)} = {Text(PickOf(values))}",
        };
    }

    private string RowLimit() => Chance(0.25) ? $" LIMIT {Pick("1", "2", "3")}{Pick("", "", " OFFSET 1", " OFFSET 2")}" : Chance(0.03) ? " OFFSET 1" : "";
}

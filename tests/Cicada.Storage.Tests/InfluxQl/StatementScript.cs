using Cicada.TestSupport;

namespace Cicada.Storage.Tests.InfluxQl;

/// <summary>
/// Reads scripts: a line is a query, run in the database that the last <c>@db</c> named. <c>@write DATABASE[/POLICY] POINT</c> writes a point, <c>@get</c> before a query
/// asks by GET, <c>~</c> before it says that the answers differ and why is in the comment above. Comments begin with <c>#</c>.
/// </summary>
internal static class StatementScript
{
    public static IReadOnlyList<ScriptStep> Read(string name)
    {
        var steps = new List<ScriptStep>();
        var database = "";
        var lines = File.ReadAllLines(RepositoryRoot.Combine("tests", "Cicada.Storage.Tests", "InfluxQl", name));
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var (word, rest) = line.IndexOf(' ', StringComparison.Ordinal) is var at and > 0 ? (line[..at], line[(at + 1)..]) : (line, "");
            switch (word)
            {
                case "@db":
                    database = rest;
                    break;
                case "@write":
                    var place = rest[..rest.IndexOf(' ', StringComparison.Ordinal)].Split('/');
                    steps.Add(new ScriptStep.Write(i + 1, place[0], place.Length > 1 ? place[1] : "", rest[(rest.IndexOf(' ', StringComparison.Ordinal) + 1)..]));
                    break;
                default:
                    var isFromGet = word == "@get";
                    var text = isFromGet ? rest : line;
                    steps.Add(new ScriptStep.Query(i + 1, database, text.TrimStart('~'), isFromGet, IsCompared: text[0] != '~'));
                    break;
            }
        }

        return steps;
    }
}

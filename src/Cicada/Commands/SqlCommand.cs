using System.CommandLine;
using Cicada.Csv;
using Cicada.Terminal;

namespace Cicada.Commands;

/// <summary><c>sql "SELECT …"</c>: asks the store.</summary>
internal sealed class SqlCommand(Surroundings surroundings, StoreChoice store)
{
    private readonly Argument<string> _query = new Argument<string>("query")
    {
        Description = "A statement that reads, such as 'SELECT name, count(*) FROM cicada_requests GROUP BY name'.",
    }.MustHaveText("The query", "a statement that reads, such as 'SELECT name, count(*) FROM cicada_requests GROUP BY name'");

    private readonly Option<bool> _json = new("--json") { Description = "Prints a JSON array of objects." };
    private readonly Option<bool> _csv = new("--csv") { Description = "Prints CSV with a header line." };

    public Command Build()
    {
        var command = new Command("sql", "Asks the store in SQL; each measurement is a table. Nothing can be changed.")
        {
            Arguments = { _query },
            Options = { _json, _csv },
        };
        command.SetAction(Invoke);
        return command;
    }

    private int Invoke(ParseResult result)
    {
        using var history = store.Open(result);
        using var rows = history.Sql(result.GetRequiredValue(_query));
        if (result.GetValue(_json))
        {
            new SqlJson(surroundings.Output).Write(rows.Columns, rows.Rows);
        }
        else if (result.GetValue(_csv))
        {
            CsvLine.Write(surroundings.Output, rows.Columns);
            foreach (var row in rows.Rows)
            {
                CsvLine.Write(surroundings.Output, row.Select(SqlValue.Text));
            }
        }
        else
        {
            Consoles.Of(surroundings.Output, surroundings.OutputIsTerminal).Write(SqlTable.Render(rows.Columns, rows.Rows));
        }

        return ExitCode.Success;
    }
}

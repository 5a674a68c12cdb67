using System.CommandLine;
using System.Text;
using System.Text.Json;
using Cicada.Influx;
using Cicada.Options;
using Cicada.Terminal;

namespace Cicada.Commands;

/// <summary><c>influx check URL …</c>: says step by step whether a run can be recorded in an InfluxDB.</summary>
internal sealed class InfluxCheckCommand(Surroundings surroundings)
{
    private readonly Argument<string[]> _addresses = new("url")
    {
        Description = "The addresses, as behind '--influx': http://localhost:8086/DATABASE, 'http://localhost:8086?org=ORG&bucket=BUCKET', 'http://localhost:8181?database=DATABASE'. "
            + "Default those of CICADA_INFLUX_URL.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly InfluxChoice _choice = new(surroundings, [.. RunOptionSpecs.InfluxPlaces.Except([RunOptionSpecs.Influx]), RunOptionSpecs.InfluxNoGzip]);
    private readonly Option<bool> _json = new("--json") { Description = "Prints a JSON array." };

    public Command Build()
    {
        var command = new Command("check", "Says whether a run can be recorded there: writes a point into the measurement 'cicada_check', reads it back and deletes it.")
        {
            Arguments = { _addresses },
        };
        _choice.AddTo(command);
        command.Options.Add(_json);
        command.SetAction(InvokeAsync);
        return command;
    }

    private async Task<int> InvokeAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var results = new List<InfluxCheckResult>();
        foreach (var options in Read(result))
        {
            using var check = new InfluxCheck(options, surroundings.Clock);
            var checkedOne = await check.RunAsync(cancellationToken);
            results.Add(checkedOne);
            if (!result.GetValue(_json))
            {
                await WriteAsync(checkedOne, isFirst: results.Count == 1);
            }
        }

        if (result.GetValue(_json))
        {
            await surroundings.Output.WriteLineAsync(Json(results));
        }

        return results.TrueForAll(one => one.CanRecord) ? ExitCode.Success : ExitCode.BadOptions;
    }

    private async Task WriteAsync(InfluxCheckResult result, bool isFirst)
    {
        if (!isFirst)
        {
            await surroundings.Output.WriteLineAsync();
        }

        if (surroundings.OutputIsTerminal)
        {
            InfluxCheckView.Write(result, Consoles.Of(surroundings.Output, isTerminal: true));
        }
        else
        {
            foreach (var line in InfluxCheckView.Lines(result))
            {
                await surroundings.Output.WriteLineAsync(line);
            }
        }

        await surroundings.Output.FlushAsync();
    }

    private IReadOnlyList<InfluxOptions> Read(ParseResult result)
    {
        var values = _choice.Values(result);
        var typed = result.GetValue(_addresses) ?? [];
        var addresses = typed.Length > 0 ? typed : InfluxOptionsReader.Addresses(values.GetValueOrDefault(RunOptionSpecs.Influx.Key));
        List<string> problems = [];
        if (addresses.Count == 0)
        {
            problems.Add("The command 'check' was given no address; expected that of an InfluxDB. Write for instance 'influx check http://localhost:8086/mydb'.");
        }

        var all = InfluxOptionsReader.Read(addresses, values, surroundings.Variables, problems);
        return problems.Count > 0 ? throw new PlanException(problems) : all;
    }

    private static string Json(List<InfluxCheckResult> results)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartArray();
            foreach (var result in results)
            {
                json.WriteStartObject();
                json.WriteString("address", result.Address);
                json.WriteBoolean("can_record", result.CanRecord);
                json.WriteString("server_version", result.ServerVersion);
                json.WriteStartArray("steps");
                foreach (var step in result.Steps)
                {
                    json.WriteStartObject();
                    json.WriteString("step", step.Name);
                    json.WriteString("finding", InfluxCheckView.Word(step.Finding));
                    json.WriteString("message", step.Sentence);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}

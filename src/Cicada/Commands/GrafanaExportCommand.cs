using System.CommandLine;
using System.Text.Json.Nodes;
using Cicada.Grafana;
using Cicada.Influx;

namespace Cicada.Commands;

/// <summary><c>grafana export DIR</c>: boards, data source and provisioning as files for a Grafana that is there already.</summary>
internal sealed class GrafanaExportCommand(Surroundings surroundings)
{
    private readonly Argument<string> _folder = new("dir") { Description = "The folder to write to; it is made where it is missing." };

    private readonly Option<string> _influx = new("--influx")
    {
        Description = "Where Grafana finds the data: an address as a run's '--influx' has it. Default http://127.0.0.1:8086/cicada, which is 'cicada serve'.",
        HelpName = "url",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Prints what was written as JSON." };

    public Command Build()
    {
        var command = new Command("export", "Writes the boards, and the files by which Grafana finds them and their data when it starts.")
        {
            Arguments = { _folder },
            Options = { _influx, _json },
        };
        command.SetAction(Invoke);
        return command;
    }

    private int Invoke(ParseResult result)
    {
        var place = Place(result.GetValue(_influx));
        var folder = surroundings.Resolve(result.GetRequiredValue(_folder));
        var files = Boards.Files(place, folder);
        foreach (var file in files)
        {
            var path = Path.Combine([folder, .. file.Path.Split('/')]);
            MakeFolder(Path.GetDirectoryName(path)!);
            WholeFile.Write(path, file.Path, writer => writer.Write(file.Text));
        }

        if (result.GetValue(_json))
        {
            surroundings.Output.WriteLine(new JsonObject
            {
                ["folder"] = folder,
                ["files"] = new JsonArray([.. files.Select(file => JsonValue.Create(file.Path))]),
                ["url"] = place.Url,
                ["database"] = place.Database,
            }.ToJsonString());
            return ExitCode.Success;
        }

        surroundings.Output.WriteLine($"Wrote {Boards.All().Count} boards, their data source and Grafana's provisioning to '{folder}'; the data is at {place.Url}, database '{place.Database}'.");
        surroundings.Output.WriteLine($"  A Grafana of this machine alone:  GF_PATHS_PROVISIONING={Path.Combine(folder, "provisioning")} grafana server …");
        surroundings.Output.WriteLine("  One that has provisioning:        copy what is below 'provisioning' into its folder, often /etc/grafana/provisioning, and restart it");
        surroundings.Output.WriteLine("  By hand:                          Dashboards, New, Import, and each file below 'dashboards'");
        surroundings.Output.WriteLine(place.WantsToken
            ? "  The token is taken from CICADA_DATA_TOKEN in Grafana's environment."
            : "  User and password, if the server wants any, are taken from CICADA_DATA_USER and CICADA_DATA_PASSWORD in Grafana's environment.");
        return ExitCode.Success;
    }

    private static DataPlace Place(string? address)
    {
        if (address is null)
        {
            return DataPlace.Local;
        }

        List<string> problems = [];
        // Nobody's token is asked for: what lets Grafana in is in Grafana's environment.
        var destination = InfluxDestination.From(new InfluxOptions { Address = address }, new Dictionary<string, string>(), problems);
        if (destination is null)
        {
            throw new PlanException(problems);
        }

        if (destination.Password is not null || destination.Token is not null || destination.User is not null)
        {
            throw new PlanException([
                "The address behind '--influx' has credentials in it; expected none, since they would be in a file then. Leave them out, and set CICADA_DATA_USER and CICADA_DATA_PASSWORD, or CICADA_DATA_TOKEN, in Grafana's environment."]);
        }

        if (destination.RetentionPolicy is { } policy)
        {
            throw new PlanException([
                $"The address behind '--influx' names the retention policy '{policy}'; expected a database alone, for the boards read its default policy. "
                + $"Leave it out, and make the policy the default one: ALTER RETENTION POLICY \"{policy}\" ON \"{destination.Database}\" DEFAULT."]);
        }

        return new DataPlace(
            destination.Server.GetLeftPart(UriPartial.Authority), destination.Database, destination.Version is InfluxVersion.V2 or InfluxVersion.V3);
    }

    private static void MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PlanException([$"The folder '{folder}' cannot be made: {exception.Message} Name another, or make room for it."]);
        }
    }
}

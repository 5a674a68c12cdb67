using System.CommandLine;

namespace Cicada.Commands;

/// <summary><c>grafana</c>: what there is to do for a Grafana.</summary>
internal sealed class GrafanaCommand(Surroundings surroundings, int width)
{
    public Command Build()
    {
        var command = new Command("grafana", "Writes the boards for Grafana.");
        command.Subcommands.Add(new GrafanaExportCommand(surroundings).Build());
        command.SetAction(result => new HelpText(result.CommandResult.Command, surroundings.TypedName).Write(surroundings.Output, width));
        return command;
    }
}

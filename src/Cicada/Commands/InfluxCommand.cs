using System.CommandLine;

namespace Cicada.Commands;

/// <summary><c>influx</c>: what there is to do with an InfluxDB before and after a run.</summary>
internal sealed class InfluxCommand(Surroundings surroundings, StoreChoice store, int width)
{
    public Command Build()
    {
        var command = new Command("influx", "Checks whether an InfluxDB takes a run, and sends what waits for one.");
        command.Subcommands.Add(new InfluxCheckCommand(surroundings).Build());
        command.Subcommands.Add(new InfluxReplayCommand(surroundings, store).Build());
        command.SetAction(result => new HelpText(result.CommandResult.Command, surroundings.TypedName).Write(surroundings.Output, width));
        return command;
    }
}

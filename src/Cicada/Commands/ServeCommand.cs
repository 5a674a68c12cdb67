using System.CommandLine;
using Cicada.Options;

namespace Cicada.Commands;

/// <summary><c>serve</c>: answers InfluxDB's interface over the store.</summary>
internal sealed class ServeCommand(Surroundings surroundings, StoreChoice store)
{
    private readonly RunCommandLineOption[] _options = [.. ServeOptionSpecs.Typed.Select(spec => new RunCommandLineOption(spec))];

    public Command Build()
    {
        var command = new Command("serve", "Answers the interface of InfluxDB 1.x over the store: for Grafana, the influx shell, Telegraf, other load generators.");
        foreach (var option in _options)
        {
            command.Options.Add(option);
        }

        command.SetAction(InvokeAsync);
        return command;
    }

    private Task<int> InvokeAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var layers = ConfigurationPlaces.Read(surroundings, [.. ServeOptionSpecs.Typed, ServeOptionSpecs.AdminPassword, WebOptionSpecs.TlsPassword], null, isShared: true);
        foreach (var option in _options)
        {
            if (result.GetResult(option) is { Implicit: false } typed)
            {
                layers.AddTyped(option.Spec.Key, option.Spec.Kind == OptionKind.Flag ? ["true"] : [.. typed.Tokens.Select(token => token.Value)]);
            }
        }

        return new ServeSession(ServeOptionsReader.Read(layers.Values), store.Path(result), surroundings).ExecuteAsync(cancellationToken);
    }
}

using Cicada.Influx.Queries;

namespace Cicada.Influx;

/// <summary>What an answer means, in a sentence for the person at the screen; never with a secret in it.</summary>
internal static class InfluxSentence
{
    /// <summary>The sentence.</summary>
    /// <param name="answer">An answer that is not good.</param>
    /// <param name="destination">Where it came from.</param>
    public static string Of(InfluxAnswer answer, InfluxDestination destination)
    {
        var server = $"'{destination.Server.GetLeftPart(UriPartial.Authority)}'";
        var said = answer.Reason.Length > 0 ? $": '{InfluxAnswerReader.Shorten(answer.Reason)}'" : "";
        return answer.Kind switch
        {
            InfluxAnswerKind.LinesRefused => $"The InfluxDB at {server} refused points{said}.",
            InfluxAnswerKind.TooLarge => $"The InfluxDB at {server} takes no more in one request than it was sent (413){said}. A smaller --influx-batch-size goes through, or a larger limit of the server.",
            InfluxAnswerKind.Unauthorized => $"The InfluxDB at {server} does not know who asks (401){said}. {Credentials(destination)}",
            InfluxAnswerKind.Forbidden => $"The InfluxDB at {server} knows who asks, but that one may not write to {Place(destination)} (403){said}. Give the right to write there, or other credentials.",
            InfluxAnswerKind.NotFound => $"The InfluxDB at {server} has no {Place(destination)} (404){said}. Look for a slip in the address, or create it there.",
            InfluxAnswerKind.NoRetentionPolicy => $"The database '{destination.Database}' at {server} has no retention policy '{destination.RetentionPolicy}'{said}. "
                + $"Create it with: CREATE RETENTION POLICY {QueryText.OfQuotedName(destination.RetentionPolicy ?? "")} ON {QueryText.OfQuotedName(destination.Database)} DURATION 52w REPLICATION 1; or leave it out of the address.",
            InfluxAnswerKind.Busy => $"The InfluxDB at {server} has no time just now ({answer.Status}){said}.",
            InfluxAnswerKind.Unreachable => $"The InfluxDB at {server} cannot be reached: {answer.Reason}.",
            _ => $"The server at {server} answered with status {answer.Status}{said}.",
        };
    }

    private static string Place(InfluxDestination destination) => destination.Version == InfluxVersion.V2 || destination.Organization is not null
        ? $"bucket '{destination.Database}' in organization '{destination.Organization}'"
        : $"database '{destination.Database}'";

    private static string Credentials(InfluxDestination destination) => destination switch
    {
        { Token.Length: > 0 } => "It was given a token; give another one, with --influx-token or CICADA_INFLUX_TOKEN.",
        { User.Length: > 0 } => $"It was given the user '{destination.User}'; give the right password, with CICADA_INFLUX_PASSWORD or --influx-password.",
        { Version: InfluxVersion.V2 or InfluxVersion.V3 } => "It was given no token; give one, with CICADA_INFLUX_TOKEN or --influx-token.",
        _ => "It was given no credentials; give a user with --influx-user and CICADA_INFLUX_PASSWORD, or a token with CICADA_INFLUX_TOKEN.",
    };
}

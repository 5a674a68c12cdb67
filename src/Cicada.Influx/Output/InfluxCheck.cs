using System.Globalization;
using System.IO.Compression;
using System.Text;
using Cicada.Influx.Queries;

namespace Cicada.Influx;

/// <summary>
/// Finds out step by step whether runs can be recorded in an InfluxDB: it writes a point of its own, reads it back, and takes it away again. A database of
/// 1.x that does not exist is created, as a run would.
/// </summary>
public sealed class InfluxCheck : IDisposable
{
    /// <summary>The measurement of the point it writes.</summary>
    public const string Measurement = "cicada_check";

    private const int Readings = 5;

    private static readonly string[] Names = ["reachable", "version", "credentials", "database", "write", "read", "clean_up"];
    private static readonly TimeSpan BetweenReadings = TimeSpan.FromMilliseconds(300);

    private readonly InfluxDestination _destination;
    private readonly bool _gzip;
    private readonly TimeProvider _clock;
    private readonly InfluxClient _client;
    private readonly List<InfluxCheckStep> _steps = [];
    private string _serverVersion = "";

    /// <summary>Prepares it; nothing is sent yet.</summary>
    /// <param name="options">Where, and who asks to be let in.</param>
    /// <param name="clock">The time, the system's unless another is given.</param>
    /// <exception cref="PlanException">The options make no sense.</exception>
    public InfluxCheck(InfluxOptions options, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Problems() is { Count: > 0 } problems)
        {
            throw new PlanException(problems);
        }

        _destination = InfluxDestination.From(options, null, [])!;
        _gzip = options.Gzip;
        _clock = clock ?? TimeProvider.System;
        _client = new InfluxClient(_destination, _clock);
    }

    /// <summary>Takes the steps. It may be done once.</summary>
    /// <param name="cancellationToken">Gives it up.</param>
    public async Task<InfluxCheckResult> RunAsync(CancellationToken cancellationToken)
    {
        await TakeStepsAsync(cancellationToken);
        foreach (var name in Names.Skip(_steps.Count))
        {
            Add(InfluxFinding.NotTried, "");
        }

        return new InfluxCheckResult { Address = _destination.ToString(), ServerVersion = _serverVersion, Steps = _steps };
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private string Server => _destination.Server.GetLeftPart(UriPartial.Authority);

    private async Task TakeStepsAsync(CancellationToken cancellationToken)
    {
        var probe = await _client.ProbeAsync(cancellationToken);
        if (!IsReachable(probe) || !IsVersionGood(probe) || !await IsPlaceGoodAsync(cancellationToken))
        {
            return;
        }

        var id = Guid.NewGuid().ToString("N");
        var now = _clock.GetUtcNow();
        if (await WritesAsync(id, now, cancellationToken))
        {
            var trace = InfluxTrace.For(_client, id, now);
            await ReadBackAsync(trace, cancellationToken);
            await CleanUpAsync(trace, cancellationToken);
        }
    }

    private bool IsReachable(InfluxProbe probe)
    {
        if (!probe.IsThere)
        {
            var port = _destination.Server is { IsDefaultPort: true, Port: var number }
                ? string.Create(CultureInfo.InvariantCulture, $" The address has no port, so it is {number}; InfluxDB itself listens on 8086, 3.x on 8181.")
                : "";
            return Add(InfluxFinding.Bad, $"{Sentence(probe.Answer)} {Remedy(probe.Answer)}{port}");
        }

        // A page of a web server is an answer too, but not one of an InfluxDB.
        if (probe is { Generation: InfluxVersion.Auto, Answer: { IsTaken: false, Kind: not (InfluxAnswerKind.Unauthorized or InfluxAnswerKind.Forbidden) } })
        {
            return Add(
                InfluxFinding.Bad,
                $"There is a server at '{Server}', but it answers '/ping' and '/health' with status {probe.Answer.Status.ToString(CultureInfo.InvariantCulture)}, as no InfluxDB does. Look for a slip in host and port.");
        }

        return Add(InfluxFinding.Good, $"There is a server at '{Server}' that answers.");
    }

    private bool IsVersionGood(InfluxProbe probe)
    {
        _serverVersion = probe.ServerVersion;
        var api = probe.ApiFor(_destination, out var problem);
        if (problem is not null)
        {
            return Add(InfluxFinding.Bad, problem);
        }

        _client.Settle(api);
        var way = $"points are written the way {Number(api)}.x wants them";
        return probe.Generation == InfluxVersion.Auto
            ? Add(InfluxFinding.Unknown, $"It does not say which InfluxDB it is; {way}. Where that is wrong, say it with '--influx-version'.")
            : Add(InfluxFinding.Good, $"It is InfluxDB {probe.ServerVersion}; {way}.");
    }

    // Credentials and database: a write without a point finds both out, and 1.x may want the database to be created.
    private async Task<bool> IsPlaceGoodAsync(CancellationToken cancellationToken)
    {
        var answer = await _client.WriteAsync(default, false, cancellationToken);
        if (_client.IsDatabaseMissing(answer))
        {
            return await CreateAsync(cancellationToken);
        }

        if (answer.Kind == InfluxAnswerKind.Unauthorized || IsWithoutUsers(answer))
        {
            return Add(InfluxFinding.Bad, IsWithoutUsers(answer) ? WithoutUsers(answer) : Sentence(answer));
        }

        if (answer.Kind is InfluxAnswerKind.Taken or InfluxAnswerKind.LinesRefused)
        {
            AddCredentials();
            return Add(InfluxFinding.Good, $"The {Place} is there.");
        }

        // Who may not write there is somebody the server knows, and of what is not there it speaks to those only.
        if (answer.Kind is InfluxAnswerKind.Forbidden or InfluxAnswerKind.NotFound or InfluxAnswerKind.NoRetentionPolicy)
        {
            AddCredentials();
        }
        else
        {
            Add(InfluxFinding.Unknown, "It cannot be told yet whether the server lets you in.");
        }

        return Add(InfluxFinding.Bad, $"{Sentence(answer)}{MissingRemedy(answer)}");
    }

    private async Task<bool> CreateAsync(CancellationToken cancellationToken)
    {
        var answer = await _client.CreateDatabaseAsync(cancellationToken);
        if (answer.IsTaken)
        {
            AddCredentials();
            return Add(InfluxFinding.Good, $"The {Place} did not exist; it has been created, as a run does.");
        }

        if (answer.Kind == InfluxAnswerKind.Unauthorized || IsWithoutUsers(answer))
        {
            return Add(InfluxFinding.Bad, IsWithoutUsers(answer) ? WithoutUsers(answer) : Sentence(answer));
        }

        AddCredentials();
        return Add(
            InfluxFinding.Bad,
            $"The {Place} does not exist, and it could not be created: '{answer.Reason}'. Let an administrator run CREATE DATABASE {QueryText.OfQuotedName(_destination.Database)}"
            + (_destination.User is { } user ? $" and GRANT ALL ON {QueryText.OfQuotedName(_destination.Database)} TO {QueryText.OfQuotedName(user)}." : "."));
    }

    private void AddCredentials() => Add(
        InfluxFinding.Good,
        _destination is { User: null, Token: null } ? "No credentials are given, and the server asks for none." : $"The server lets {Asker} in.");

    private async Task<bool> WritesAsync(string id, DateTimeOffset time, CancellationToken cancellationToken)
    {
        var nanoseconds = (time - DateTimeOffset.UnixEpoch).Ticks * 100;
        var line = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Measurement},check={id} value=1i {nanoseconds}\n"));
        var answer = await _client.WriteAsync(_gzip ? Compressed(line) : line, _gzip, cancellationToken);
        if (answer.IsTaken)
        {
            return Add(InfluxFinding.Good, $"A point was written into measurement '{Measurement}'.");
        }

        return Add(InfluxFinding.Bad, answer.Reason.Contains("gzip", StringComparison.OrdinalIgnoreCase) ? $"{Sentence(answer)} Try '--influx-no-gzip'." : $"{Sentence(answer)}{MissingRemedy(answer)}");
    }

    private async Task ReadBackAsync(InfluxTrace trace, CancellationToken cancellationToken)
    {
        for (var reading = 1; ; reading++)
        {
            var found = await trace.ReadAsync(cancellationToken);
            if (found.Finding == InfluxFinding.Bad && reading < Readings)
            {
                // Some servers show what they took only a little later.
                await Task.Delay(BetweenReadings, _clock, cancellationToken);
                continue;
            }

            Add(found.Finding, found.Sentence);
            return;
        }
    }

    private async Task CleanUpAsync(InfluxTrace trace, CancellationToken cancellationToken)
    {
        var problem = await trace.RemoveAsync(cancellationToken);
        Add(
            problem is null ? InfluxFinding.Good : InfluxFinding.Unknown,
            problem is null ? "The point was deleted again." : $"The point stays, the only one of its series in measurement '{Measurement}': {problem}. It does no harm.");
    }

    private string Place => _client.Dialect?.Version == InfluxVersion.V2 ? $"bucket '{_destination.Database}'" : $"database '{_destination.Database}'";

    // With a token nobody is named.
    private string Asker => _destination switch
    {
        { Token: not null } when _client.Dialect?.Version != InfluxVersion.V1 || _destination.User is null => "this token",
        { User: { } user } => $"user '{user}'",
        _ => "everybody",
    };

    private string Sentence(InfluxAnswer answer) => InfluxSentence.Of(answer, _destination);

    private static string Remedy(InfluxAnswer answer) => answer.Kind == InfluxAnswerKind.Unreachable
        ? "Start it, or look for a slip in host and port; a firewall may be in the way."
        : "Look into its log, or try again later; a run would begin all the same, and keep on disk what it cannot send.";

    private string MissingRemedy(InfluxAnswer answer) => answer.Kind == InfluxAnswerKind.NotFound && _client.Dialect?.Version == InfluxVersion.V2
        ? $" With the server's command line: influx bucket create --org {_destination.Organization} --name {_destination.Database}."
        : "";

    private static bool IsWithoutUsers(InfluxAnswer answer) => answer.Kind == InfluxAnswerKind.Forbidden && answer.Reason.Contains("create admin user first", StringComparison.Ordinal);

    private string WithoutUsers(InfluxAnswer answer) =>
        $"The InfluxDB at '{Server}' asks for users and has none yet: '{answer.Reason}'. Create the first with: CREATE USER \"admin\" WITH PASSWORD '…' WITH ALL PRIVILEGES.";

    private static string Number(InfluxVersion version) => ((int)version).ToString(CultureInfo.InvariantCulture);

    private static byte[] Compressed(byte[] bytes)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return compressed.ToArray();
    }

    private bool Add(InfluxFinding finding, string sentence)
    {
        _steps.Add(new InfluxCheckStep(Names[_steps.Count], finding, sentence));
        return finding is InfluxFinding.Good or InfluxFinding.Unknown;
    }
}

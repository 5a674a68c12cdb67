using System.Text;
using Cicada.Influx.Queries;
using Cicada.Influx.Selection;
using Cicada.Storage.InfluxQl;

namespace Cicada.Tests.InfluxApi;

/// <summary>A store that answers what a test says, and remembers what it was asked.</summary>
internal sealed class ScriptedStore : IInfluxStore
{
    public List<InfluxQuery> Queries { get; } = [];

    public List<(InfluxWrite Write, string Lines)> Writes { get; } = [];

    public Dictionary<string, InfluxUser> Users { get; } = [];

    public Func<InfluxQuery, CancellationToken, IEnumerable<StatementResult>> Answer { get; set; } = (_, _) => [];

    public InfluxWriteOutcome Outcome { get; set; } = new(InfluxWriteKind.Stored, "", 1);

    public bool HasAdmin => Users.Values.Any(user => user.IsAdmin);

    public InfluxUser? FindUser(string name) => Users.GetValueOrDefault(name);

    public IEnumerable<StatementResult> Query(InfluxQuery query, CancellationToken cancellation)
    {
        Queries.Add(query);
        return Answer(query, cancellation);
    }

    public async Task<InfluxWriteOutcome> WriteAsync(InfluxWrite write, Stream lines, CancellationToken cancellation)
    {
        using var reader = new StreamReader(lines, Encoding.UTF8);
        Writes.Add((write, await reader.ReadToEndAsync(cancellation)));
        return Outcome;
    }

    /// <summary>Answers every query with the same statements.</summary>
    public void Say(params StatementResult[] results) => Answer = (_, _) => results;

    /// <summary>A user with a password.</summary>
    public void AddUser(string name, string password, bool isAdmin = false, params (string Database, QueryPrivilege Privilege)[] privileges) =>
        Users[name] = new(name, "plain:" + password, isAdmin, privileges.ToDictionary(pair => pair.Database, pair => pair.Privilege));
}

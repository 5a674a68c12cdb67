using System.Globalization;
using Cicada.TestSupport;

namespace Cicada.Tests.InfluxApi.Differential;

/// <summary>What two servers disagreed about. All of it is in <c>artifacts/differential</c>, the beginning in the message of the test.</summary>
public sealed class DifferenceList(string name)
{
    private const int Shown = 10;

    private readonly List<Difference> _differences = [];
    private int _asked;

    public void Add(Difference? difference)
    {
        _asked++;
        if (difference is not null)
        {
            _differences.Add(difference);
        }
    }

    /// <summary>Fails where there is a difference.</summary>
    /// <param name="servers">Who was asked.</param>
    public void HasNone(ServerPair servers)
    {
        var path = RepositoryRoot.Combine("artifacts", "differential", name + ".txt");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var summary = string.Create(
            CultureInfo.InvariantCulture,
            $"{_asked} asked, {_differences.Count} different; rows, nothing, errors: {servers.Found}; time of influxd, cicada: {servers.Taken}");
        File.WriteAllText(path, $"{summary}\n{string.Join('\n', _differences)}");
        Assert.True(
            _differences.Count == 0,
            string.Create(CultureInfo.InvariantCulture, $"{_differences.Count} of {_asked} answers differ, all of them in {path}:\n{string.Join('\n', _differences.Take(Shown))}"));
    }
}

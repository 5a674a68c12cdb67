using System.Globalization;
using Cicada.TestSupport;

namespace Cicada.Tests.InfluxApi.Differential;

/// <summary>What two servers disagreed about. All of it is in <c>artifacts/differential</c>, the beginning in the message of the test.</summary>
public sealed class DifferenceList
{
    private const int Shown = 10;

    private readonly List<Difference> _differences = [];
    private readonly string _path;
    private int _asked;

    public DifferenceList(string name)
    {
        _path = RepositoryRoot.Combine("artifacts", "differential", name + ".txt");
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        File.WriteAllText(_path, "");
    }

    /// <summary>Whether there are more than anybody would look at one by one.</summary>
    public bool IsLong => _differences.Count > 5 * Shown;

    public void Add(Difference? difference)
    {
        _asked++;
        if (difference is not null)
        {
            // At once, so that a long run can be looked at.
            _differences.Add(difference);
            File.AppendAllText(_path, $"{difference}\n");
        }
    }

    /// <summary>Fails where there is a difference.</summary>
    /// <param name="servers">Who was asked.</param>
    public void HasNone(ServerPair servers)
    {
        var summary = string.Create(
            CultureInfo.InvariantCulture,
            $"{_asked} asked, {_differences.Count} different; rows, nothing, errors: {servers.Found}; time of influxd, cicada: {servers.Taken}");
        File.AppendAllText(_path, $"{summary}\n");
        Assert.True(
            _differences.Count == 0,
            string.Create(CultureInfo.InvariantCulture, $"{_differences.Count} of {_asked} answers differ, all of them in {_path}:\n{string.Join('\n', _differences.Take(Shown))}"));
    }
}

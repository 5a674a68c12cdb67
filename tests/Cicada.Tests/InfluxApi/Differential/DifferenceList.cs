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
        File.WriteAllText(path, string.Join('\n', _differences));
        TestContext.Current.SendDiagnosticMessage("{0}: {1} asked, {2} different; influxd {3}, cicada {4}", name, _asked, _differences.Count, servers.Taken.Expected, servers.Taken.Actual);
        Assert.True(
            _differences.Count == 0,
            string.Create(CultureInfo.InvariantCulture, $"{_differences.Count} of {_asked} answers differ, all of them in {path}:\n{string.Join('\n', _differences.Take(Shown))}"));
    }
}

using Cicada.Metrics;

namespace Cicada.Thresholds;

/// <summary>The requests that one or several thresholds are about, in the second that is going on.</summary>
/// <param name="requests">Which; null for all.</param>
/// <param name="areChecks">Whether it is checks that are so called, rather than requests.</param>
internal sealed class WatchedRequests(string? requests, bool areChecks = false)
{
    private readonly RequestPattern _pattern = new(requests);
    private readonly TimeCounts _times = new();
    private long _failures;

    public string? Requests => requests;

    /// <summary>Whether there has been any. Without, there is nothing to judge: nobody knows whether the name is even right.</summary>
    public bool HaveOccurred { get; private set; }

    public bool AreChecks => areChecks;

    /// <summary>Whether requests of a key are among them. Transactions are only where they are meant by name: what is said of all requests is not said of them.</summary>
    public bool Has(RequestKey key) =>
        !areChecks && (!key.IsTransaction || (requests is not null && (requests == key.Name || requests.StartsWith(Transaction.Word + " ", StringComparison.Ordinal)))) && _pattern.Matches(key.RequestType, key.Name);

    /// <summary>Takes in what checks came to, if they are those.</summary>
    public void Add(CheckStatistics check)
    {
        if (!areChecks || !_pattern.Matches("", check.Name))
        {
            return;
        }

        HaveOccurred = true;
        _failures += check.Fails;
        for (var i = check.Passes + check.Fails; i > 0; i--)
        {
            // Checks are counted; they take no time.
            _times.Record(0);
        }
    }

    public void Add(in RequestSample sample)
    {
        HaveOccurred = true;
        _times.Record(sample.ResponseNanoseconds);
        _failures += sample.Succeeded ? 0 : 1;
    }

    /// <summary>Closes the second that is going on.</summary>
    public SecondOfRequests Take(double length)
    {
        var second = new SecondOfRequests(length, _failures, _times.Counted());
        _times.Reset();
        _failures = 0;
        return second;
    }

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        _times.Reset();
        _failures = 0;
        HaveOccurred = false;
    }
}

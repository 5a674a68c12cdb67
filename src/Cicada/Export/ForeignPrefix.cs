using Cicada.Influx;

namespace Cicada.Export;

/// <summary>
/// Gives the measurements of a run another prefix than they have in the store. With <c>locust_</c> the points of requests become those of the usual Locust listeners, as an
/// InfluxDB output sends them. What the test itself has recorded keeps its name.
/// </summary>
/// <param name="prefix">The prefix.</param>
internal sealed class ForeignPrefix(string prefix)
{
    private const string FirstWorker = "1";

    private readonly MeasurementNames _names = new(prefix);
    private readonly bool _isLocust = prefix == MeasurementNames.LocustPrefix;

    /// <summary>The point under its other name.</summary>
    public Point Of(Point point)
    {
        if (NameOf(point.Measurement) is not { } name)
        {
            return point;
        }

        if (!_isLocust || point.Measurement != MeasurementNames.Default.Requests)
        {
            return new Point(name, point.Tags, point.Fields, point.TimeNanoseconds);
        }

        PointTag[] tags = [.. point.Tags.Where(IsLocust).Select(tag => tag.Key == PointNames.Success ? tag with { Value = tag.Value == PointNames.Succeeded ? "True" : "False" } : tag)];
        PointField[] fields = [.. point.Fields.Where(field => field.Key is PointNames.ResponseTime or PointNames.ResponseLength)];
        return new Point(name, tags, fields.Length == 0 ? point.Fields : fields, point.TimeNanoseconds);
    }

    private static bool IsLocust(PointTag tag) => tag.Key switch
    {
        PointNames.RequestType or PointNames.Name or PointNames.Success or PointNames.Exception => true,
        PointNames.Worker => tag.Value != FirstWorker,
        _ => false,
    };

    private string? NameOf(string measurement)
    {
        var known = MeasurementNames.Default;
        return measurement == known.Requests ? _names.Requests
            : measurement == known.RequestStatistics ? _names.RequestStatistics
            : measurement == known.Users ? _names.Users
            : measurement == known.Events ? _names.Events
            : measurement == known.Failures ? _names.Failures
            : measurement == known.Generator ? _names.Generator
            : measurement == known.RunSummary ? _names.RunSummary
            : measurement == known.Runs ? _names.Runs
            : measurement == known.Metrics ? _names.Metrics
            : measurement == known.Checks ? _names.Checks
            : measurement == known.Transactions ? _names.Transactions
            : measurement == known.Log ? _names.Log
            : null;
    }
}

namespace Cicada.Influx;

/// <summary>
/// Which tags and fields the point of a request has: all of them, or with the prefix <c>locust_</c> exactly those of the usual Locust listeners, so that their
/// dashboards go on working. Made once for a run and worker.
/// </summary>
/// <param name="run">The run; its id and worker become tags.</param>
/// <param name="names">The measurements' names.</param>
internal sealed class RequestLayout(RunDescription run, MeasurementNames names)
{
    // A run's first worker, and its only one unless there are several.
    private const string FirstWorker = "1";

    private const string LocustSucceeded = "True";
    private const string LocustFailed = "False";

    /// <summary>The measurement.</summary>
    public string Measurement => names.Requests;

    /// <summary>Whether it is the one of Locust's listeners: of the fields, only response time and length.</summary>
    public bool IsLocust { get; } = names.Prefix == MeasurementNames.LocustPrefix;

    /// <summary>The tags of a series.</summary>
    /// <param name="key">What its requests are grouped by.</param>
    /// <param name="error">Their error class, or null for those that succeeded.</param>
    public PointTag[] Tags(RequestKey key, string? error)
    {
        var exception = error ?? PointNames.NoException;
        if (!IsLocust)
        {
            return
            [
                new(PointNames.Run, run.Id),
                new(PointNames.RequestType, key.RequestType),
                new(PointNames.Name, key.Name),
                new(PointNames.Success, error is null ? PointNames.Succeeded : PointNames.Failed),
                new(PointNames.Exception, exception),
                new(PointNames.UserClass, key.UserClass),
                new(PointNames.Worker, run.Worker),
            ];
        }

        PointTag[] tags =
        [
            new(PointNames.RequestType, key.RequestType),
            new(PointNames.Name, key.Name),
            new(PointNames.Success, error is null ? LocustSucceeded : LocustFailed),
            new(PointNames.Exception, exception),
        ];
        return run.Worker == FirstWorker ? tags : [.. tags, new(PointNames.Worker, run.Worker)];
    }

    /// <summary>The fields of a request.</summary>
    /// <param name="sample">The request.</param>
    public FieldList Fields(in RequestSample sample)
    {
        var fields = new FieldList();
        fields.Float(PointNames.ResponseTime, PointNames.Milliseconds(sample.ResponseNanoseconds));
        fields.Integer(PointNames.ResponseLength, sample.ResponseLength);
        if (IsLocust)
        {
            return fields;
        }

        fields.DurationIfKnown(PointNames.ServiceTime, sample.ServiceNanoseconds);
        fields.DurationIfKnown(PointNames.DnsTime, sample.DnsNanoseconds);
        fields.DurationIfKnown(PointNames.ConnectTime, sample.ConnectNanoseconds);
        fields.DurationIfKnown(PointNames.TlsTime, sample.TlsNanoseconds);
        fields.DurationIfKnown(PointNames.FirstByteTime, sample.FirstByteNanoseconds);
        fields.IntegerUnlessZero(PointNames.StatusCode, sample.StatusCode);
        fields.TextIfKnown(PointNames.Detail, sample.Detail);
        return fields;
    }
}

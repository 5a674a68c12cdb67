namespace Cicada.Influx;

/// <summary>The lines of a run's batches, one batch at a time.</summary>
internal sealed class BatchLines : ILineSource
{
    /// <summary>A body that has so many bytes gets no further line. Servers take 10 MB and more.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    private readonly RunPoints _points;
    private readonly RequestLineWriter _requestWriter;
    private readonly LineProtocolWriter _pointWriter = new();
    private readonly InfluxMode _mode;
    private readonly List<RefusedPoint> _unsayable = [];
    private OutputBatch _batch = OutputBatch.Empty;
    private int _nextRequest;
    private int _nextObservation;

    /// <param name="run">The run.</param>
    /// <param name="names">The measurements' names.</param>
    /// <param name="mode">Which points about requests there are to be.</param>
    public BatchLines(RunDescription run, MeasurementNames names, InfluxMode mode)
    {
        _points = new RunPoints(run, names);
        _requestWriter = new RequestLineWriter(run, names);
        _mode = mode;
    }

    /// <inheritdoc />
    public IReadOnlyList<RefusedPoint> Unsayable => _unsayable;

    /// <summary>The points of the run as a whole.</summary>
    public RunPoints Points => _points;

    /// <summary>From now on gives the lines of this batch.</summary>
    /// <param name="batch">The batch.</param>
    public void Start(OutputBatch batch)
    {
        _batch = batch;
        _unsayable.Clear();
        _nextRequest = _mode == InfluxMode.Statistics ? batch.Requests.Length : 0;
        _nextObservation = 0;
    }

    /// <inheritdoc />
    public void Fill(WriteBody body, int mostLines)
    {
        var lines = body.Lines;
        var requests = _batch.Requests.Span;
        while (_nextRequest < requests.Length && HasRoom(lines, mostLines))
        {
            ref readonly var sample = ref requests[_nextRequest++];
            var outcome = _requestWriter.Write(lines, in sample);
            if (outcome == LineProtocolOutcome.Written)
            {
                lines.EndLine();
            }
            else
            {
                _unsayable.Add(new(default, ReasonOf(outcome, _points.Names.Requests), true));
            }
        }

        body.Requests = lines.Count;
        var observations = _batch.Observations;
        while (_nextObservation < observations.Count && HasRoom(lines, mostLines))
        {
            var observation = observations[_nextObservation++];
            if (observation is not RequestStatistics || _mode != InfluxMode.Raw)
            {
                Write(_pointWriter, lines, _points.OfObservation(observation), _unsayable);
            }
        }
    }

    /// <summary>Writes a point as a line, or notes why it cannot be one.</summary>
    public static void Write(LineProtocolWriter writer, LineBuffer lines, Point point, List<RefusedPoint> unsayable)
    {
        var outcome = writer.Write(lines, point);
        if (outcome == LineProtocolOutcome.Written)
        {
            lines.EndLine();
        }
        else
        {
            unsayable.Add(new(default, ReasonOf(outcome, point.Measurement), false));
        }
    }

    private static bool HasRoom(LineBuffer lines, int mostLines) => lines.Count < mostLines && lines.Length < MostBytes;

    private static string ReasonOf(LineProtocolOutcome outcome, string measurement) => outcome switch
    {
        LineProtocolOutcome.NoField => $"a point of '{measurement}' has only fields that are NaN or infinite, which InfluxDB does not know",
        LineProtocolOutcome.TimeOutsideRange => $"a point of '{measurement}' has a time that InfluxDB keeps for itself",
        _ => $"a point of '{measurement}' has names and tags of more than {LineProtocolLimits.KeyLength} bytes together, which InfluxDB does not take",
    };
}

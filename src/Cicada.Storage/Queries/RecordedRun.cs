using System.Globalization;
using System.Text;
using Cicada.Influx;

namespace Cicada.Storage.Queries;

/// <summary>What there is of a run to answer questions from, when it began and how long it was.</summary>
internal sealed class RecordedRun
{
    private RecordedRun(StoreFile file, string run)
    {
        (File, Id) = (file, run);
        Statistics = TableOf(file, MeasurementNames.Default.RequestStatistics);
        Requests = TableOf(file, MeasurementNames.Default.Requests);
        Users = TableOf(file, MeasurementNames.Default.Users);
        if (Statistics is { } table && table.Field("count") is { Type: FieldType.Integer } && table.Field("elapsed") is { Type: FieldType.Float })
        {
            string Tag(string name) => table.Tag(name)?.SqlName ?? "NULL";
            Series =
            [
                .. file.Query(
                        $"""
                        SELECT id, coalesce({Tag(PointNames.RequestType)}, ''), coalesce({Tag(PointNames.Name)}, ''), {Tag(PointNames.Success)} = '{PointNames.Failed}'
                        FROM data.{table.SeriesTable} WHERE {Tag(PointNames.Run)} = $1 ORDER BY id
                        """,
                        run)
                    .Select(row => new RecordedSeries((int)row[0]!, (string)row[1]!, (string)row[2]!, row[3] is true)),
            ];
        }
    }

    public StoreFile File { get; }

    public string Id { get; }

    /// <summary>The measurements, or null where the store has no such; the run may have nothing in them.</summary>
    public MeasurementTable? Statistics { get; }

    public MeasurementTable? Requests { get; }

    public MeasurementTable? Users { get; }

    /// <summary>The series of the run's statistics; none for a run without.</summary>
    public IReadOnlyList<RecordedSeries> Series { get; private set; } = [];

    /// <summary>SQL for the histogram of a second; a field of that name that is no text is somebody else's.</summary>
    public string Histogram => Statistics?.Field("histogram") is { Type: FieldType.String } column ? column.SqlName : "NULL::VARCHAR";

    /// <summary>When it began and ended, in nanoseconds since the Unix epoch.</summary>
    public long Started { get; private set; }

    public long Ended { get; private set; }

    public TimeSpan Length => TimeSpan.FromTicks((Ended - Started) / 100);

    /// <summary>Whether the seconds have histograms.</summary>
    public bool HasHistograms { get; private set; }

    /// <summary>Whether there are single requests.</summary>
    public bool HasRequests { get; private set; }

    /// <summary>Whether minutes may have been merged.</summary>
    public bool HasMinutes { get; private set; }

    public static RecordedRun Read(StoreFile file, StoredRun stored)
    {
        var run = new RecordedRun(file, stored.Run);
        run.HasMinutes = !file.IsReadOnly || SchemaMigration.Version(file) >= 2;
        run.ReadTimes(stored);
        return run;
    }

    /// <summary>The series of statistics as a list for SQL, and only them; the list is never empty.</summary>
    public static string ListOf(IEnumerable<RecordedSeries> series) =>
        string.Join(", ", series.Select(one => one.Id.ToString(CultureInfo.InvariantCulture)).DefaultIfEmpty("0"));

    private static MeasurementTable? TableOf(StoreFile file, string measurement) =>
        file.Catalogue.Find(measurement) is { } table && table.Tag(PointNames.Run) is not null ? table : null;

    private void ReadTimes(StoredRun stored)
    {
        // What is observed each second says itself how long the run had been on. The description was written when the run was about to begin.
        long? started = null;
        var ended = long.MinValue;
        if (Series.Count > 0)
        {
            var points = $"data.{Statistics!.PointsTable} WHERE series IN ({ListOf(Series)})";
            var row = File.Query(
                $"""
                SELECT min(time), max(time), arg_min(time - CAST(round({Statistics.Field("elapsed")!.SqlName} * 1e9) AS BIGINT), time) FROM {points}
                """).Single();
            if (row is [long first, long last, ..])
            {
                (started, ended) = (row[2] as long?, last);

                // The first speaks for all: of a run by a version that wrote none that can be read, none can.
                HasHistograms = File.Scalar($"SELECT {Histogram} FROM {points} AND time = {first} LIMIT 1") is string text
                    && new HistogramDecoder().TryAdd(Encoding.UTF8.GetBytes(text), new HistogramCounts());
            }
        }

        if (Users?.Field("elapsed") is { Type: FieldType.Float } elapsed)
        {
            var row = File.Query(
                $"""
                SELECT arg_min(p.time - CAST(round(p.{elapsed.SqlName} * 1e9) AS BIGINT), p.time), max(p.time)
                FROM {Users.Joined} WHERE s.{Users.Tag(PointNames.Run)!.SqlName} = $1
                """,
                Id).Single();
            started ??= row[0] as long?;
            ended = Math.Max(ended, row[1] as long? ?? long.MinValue);
        }

        started ??= UnixTime.Nanoseconds(stored.Document is { } document ? RunSummaryJson.Parse(document).Started : stored.Started);
        if (Requests is { } requests)
        {
            // Only what is later than the statistics is looked at: nothing in an ordinary run, everything in one without.
            var ofRun = $"{requests.Joined} WHERE s.{requests.Tag(PointNames.Run)!.SqlName} = $1";
            ended = Math.Max(ended, File.Scalar($"SELECT max(p.time) FROM {ofRun} AND p.time > {ended}", Id) is long last ? last + 1 : long.MinValue);
            HasRequests = File.Scalar($"SELECT 1 FROM {ofRun} LIMIT 1", Id) is not null;
        }

        Started = started.Value;
        Ended = Math.Max(ended, Started);
    }
}

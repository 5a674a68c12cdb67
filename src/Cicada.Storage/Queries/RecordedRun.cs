using System.Globalization;
using System.Text;
using Cicada.Influx;

namespace Cicada.Storage.Queries;

/// <summary>What there is of a run to answer questions from, when it began and how long it was.</summary>
internal sealed class RecordedRun
{
    private readonly StoredRun _stored;

    private RecordedRun(StoreFile file, StoredRun stored)
    {
        (File, Id, _stored) = (file, stored.Run, stored);
        Statistics = TableOf(file, MeasurementNames.Default.RequestStatistics);
        Requests = TableOf(file, MeasurementNames.Default.Requests);
        Users = TableOf(file, MeasurementNames.Default.Users);
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

    /// <summary>Whether it is still recorded; it ends then at its last second that is complete.</summary>
    public bool IsOn { get; private init; }

    /// <summary>Whether the seconds have histograms.</summary>
    public bool HasHistograms { get; private set; }

    /// <summary>Whether there are single requests.</summary>
    public bool HasRequests { get; private set; }

    /// <summary>Whether minutes may have been merged.</summary>
    public bool HasMinutes { get; private set; }

    public static RecordedRun Read(StoreFile file, StoredRun stored)
    {
        var run = new RecordedRun(file, stored) { IsOn = stored.IsRunning };
        run.HasMinutes = !file.IsReadOnly || SchemaMigration.Version(file) >= 2;
        run.Take(file.Changes is { } changes ? file.Heads.Facts(stored, changes, run.ReadFacts) : run.ReadFacts());
        return run;
    }

    /// <summary>The series of statistics as a list for SQL, and only them; the list is never empty.</summary>
    public static string ListOf(IEnumerable<RecordedSeries> series) =>
        ListOf(series.Select(one => one.Id));

    /// <summary>Numbers of series as such a list.</summary>
    public static string ListOf(IEnumerable<int> series) =>
        string.Join(", ", series.Select(id => id.ToString(CultureInfo.InvariantCulture)).DefaultIfEmpty("0"));

    /// <summary>A time in seconds after the start.</summary>
    public double Elapsed(long time) => (time - Started) / 1e9;

    /// <summary>A measurement of runs, or null where the store has no such.</summary>
    public MeasurementTable? Find(string measurement) => TableOf(File, measurement);

    private static MeasurementTable? TableOf(StoreFile file, string measurement) =>
        file.Catalogue.Find(measurement) is { } table && table.Tag(PointNames.Run) is not null ? table : null;

    private RecordedFacts ReadFacts()
    {
        ReadSeries();
        ReadTimes();
        return new RecordedFacts(Series, Started, Ended, HasHistograms, HasRequests);
    }

    private void Take(RecordedFacts facts) =>
        (Series, Started, Ended, HasHistograms, HasRequests) = (facts.Series, facts.Started, facts.Ended, facts.HasHistograms, facts.HasRequests);

    private void ReadSeries()
    {
        if (Statistics is { } table && table.Field("count") is { Type: FieldType.Integer } && table.Field("elapsed") is { Type: FieldType.Float })
        {
            string Tag(string name) => table.Tag(name)?.SqlName ?? "NULL";
            Series =
            [
                .. File.Query(
                        $"""
                        SELECT id, coalesce({Tag(PointNames.RequestType)}, ''), coalesce({Tag(PointNames.Name)}, ''), {Tag(PointNames.Success)} = '{PointNames.Failed}'
                        FROM data.{table.SeriesTable} WHERE {Tag(PointNames.Run)} = $1 ORDER BY id
                        """,
                        Id)
                    .Select(row => new RecordedSeries((int)row[0]!, (string)row[1]!, (string)row[2]!, row[3] is true)),
            ];
        }
    }

    private void ReadTimes()
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
                SELECT arg_min(p.time - CAST(round({elapsed.JoinedName} * 1e9) AS BIGINT), p.time), max(p.time)
                FROM {Users.Joined} WHERE s.{Users.Tag(PointNames.Run)!.SqlName} = $1
                """,
                Id).Single();
            started ??= row[0] as long?;
            ended = Math.Max(ended, row[1] as long? ?? long.MinValue);
        }

        var hasSeconds = ended > long.MinValue;
        started ??= UnixTime.Nanoseconds(_stored.Document is { } document ? RunSummaryJson.Parse(document).Started : _stored.Started);
        if (Requests is { } requests)
        {
            var ofRun = $"{requests.Joined} WHERE s.{requests.Tag(PointNames.Run)!.SqlName} = $1";
            if (!IsOn || !hasSeconds)
            {
                // Only what is later than the statistics is looked at: nothing in an ordinary run, everything in one without.
                ended = Math.Max(ended, File.Scalar($"SELECT max(p.time) FROM {ofRun} AND p.time > {ended}", Id) is long last ? last + 1 : long.MinValue);
            }

            HasRequests = File.Scalar($"SELECT 1 FROM {ofRun} LIMIT 1", Id) is not null;
        }

        Started = started.Value;
        Ended = Math.Max(ended, Started);
        if (IsOn && !hasSeconds)
        {
            Ended = CompleteWithoutStatistics();
        }
    }

    // Requests of a second may be stored before its statistics, and are not the same to the last digit: a run that is to have some is waited for, one that has none is a little late.
    private long CompleteWithoutStatistics()
    {
        const long Second = 1_000_000_000;
        const long Patience = 10 * Second;
        var complete = Ended - Started - Patience;
        return complete > 0 ? Started + (complete / Second * Second) : Started;
    }
}

using System.Globalization;
using Cicada.Influx;

namespace Cicada.Storage.Queries;

/// <summary>Writes marks on the time axis of runs that are over: events of type <c>annotation</c>, beside those that were recorded.</summary>
internal static class RunAnnotation
{
    public const string Type = "annotation";

    private const int LongestTitle = 200;

    /// <summary>Writes one.</summary>
    /// <exception cref="StoreException">It has no title, one that cannot be, or lies outside the run.</exception>
    public static RecordedEvent Write(StoreFile file, RecordedRun run, double elapsed, string title, string text)
    {
        if (string.IsNullOrWhiteSpace(title))
        {
            throw new StoreException("The annotation has no title; expected a few words. Say what happened.");
        }

        RunText.Require($"The title '{RunText.Beginning(title)}'", title, LongestTitle);
        RunText.RequireNote(text);
        if (!(elapsed >= 0 && elapsed <= run.Length.TotalSeconds))
        {
            throw new StoreException(string.Create(
                CultureInfo.InvariantCulture,
                $"The annotation is at {elapsed:0.###} s; expected a time within the run '{run.Id}', which was {run.Length.TotalSeconds:0.###} s long. Give seconds after its start."));
        }

        var wanted = run.Started + (long)Math.Round(elapsed * 1e9);
        return file.InTransaction(() =>
        {
            var time = FreeTime(run, wanted);
            var points = new RunPoints(new RunDescription { Id = run.Id, Test = "", State = RunState.Finished, Started = UnixTime.At(run.Started) });
            var point = points.OfObservation(new RunEvent { TimeNanoseconds = time, Type = Type, Title = title, Text = text });
            var table = file.Catalogue.Ensure(point.Measurement, point.Tags.Select(tag => tag.Key), point.Fields.Select(field => (field.Key, field.Value.Type)));
            var writer = new MeasurementWriter(file, table, new PointTag(PointNames.Run, run.Id));
            writer.Write([point]);
            writer.WriteSeries();
            table.PointWrites++;
            return new RecordedEvent(run.Elapsed(time), UnixTime.At(time), Type, title, text);
        });
    }

    // Two at the same time would be one.
    private static long FreeTime(RecordedRun run, long wanted)
    {
        if (run.Find(MeasurementNames.Default.Events) is not { } table || table.Tag("type") is not { } type)
        {
            return wanted;
        }

        var taken = run.File.Query(
            $"SELECT p.time FROM {table.Joined} WHERE s.{table.Tag(PointNames.Run)!.SqlName} = $1 AND s.{type.SqlName} = $2 AND p.time >= {wanted}",
            run.Id,
            Type).Select(row => (long)row[0]!).ToHashSet();
        while (taken.Contains(wanted))
        {
            wanted++;
        }

        return wanted;
    }
}

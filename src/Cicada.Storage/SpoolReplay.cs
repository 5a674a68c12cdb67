using System.Data.Common;
using System.Globalization;
using Cicada.Influx;

namespace Cicada.Storage;

/// <summary>
/// Takes into a store what earlier runs left in the spool. A file goes when what is in it is on disk in the store; what is delivered
/// twice, because a process was killed in between, is stored once.
/// </summary>
internal static class SpoolReplay
{
    /// <summary>Takes in files until there are no more, or it is told to stop.</summary>
    /// <param name="file">The store, open to be changed.</param>
    /// <param name="goOn">Asked before each file.</param>
    /// <exception cref="DbException">The store could not be written; what was not taken in stays in the spool.</exception>
    public static void Deliver(StoreFile file, Func<bool> goOn)
    {
        var waiting = StoreSpool.FilesOf(file.Path);
        foreach (var run in waiting.GroupBy(RunOf))
        {
            if (!goOn())
            {
                return;
            }

            Deliver(file, run.Key, run, goOn);
        }
    }

    /// <summary>Writes one spooled batch, and the end of its run where that is what it holds.</summary>
    /// <returns>The observations that were left out, because they contradict what is in the store.</returns>
    public static IReadOnlyList<RejectedPoint> Write(StoreFile file, ref RunRecorder? recorder, string runId, SpooledBatch spooled)
    {
        // A file of the first version does not say what run it is of; its folder does.
        var run = spooled.Run ?? new RunDescription
        {
            Id = runId,
            Test = StoredRun.ReadAll(file).FirstOrDefault(stored => stored.Run == runId)?.Test ?? "",
            State = RunState.Running,
            Started = UnixTime.At(FirstTime(spooled.Batch)),
        };

        if (recorder is null)
        {
            recorder = new RunRecorder(file, run);
            if (StoredRun.ReadAll(file).All(stored => stored.Run != run.Id))
            {
                recorder.WriteStart(run with { State = RunState.Running });
            }
        }

        IReadOnlyList<RejectedPoint> rejected = spooled.Batch.IsEmpty ? [] : recorder.WriteAgain(spooled.Batch);
        if (spooled.Summary is { } summary)
        {
            recorder.WriteEnd(run with { State = summary.State, Started = summary.Started, Ended = summary.Ended }, summary);
        }

        return rejected;
    }

    public static string RunOf(string path) => Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(path)!)!);

    private static void Deliver(StoreFile file, string runId, IEnumerable<string> paths, Func<bool> goOn)
    {
        RunRecorder? recorder = null;
        var refusals = new Refusals();
        var (observations, refused) = (0L, 0L);
        foreach (var path in paths)
        {
            if (recorder is not null && !goOn())
            {
                break;
            }

            try
            {
                var spooled = SpoolFiles.Read(path);
                var rejected = Write(file, ref recorder, runId, spooled);
                refusals.Add(rejected);
                refused += rejected.Count;
                observations += spooled.Batch.Observations.Count;
                if (rejected.Count == 0)
                {
                    SpoolFiles.Remove(path);
                }
                else
                {
                    // What was left out is nowhere else.
                    TryMove(path, path + ".damaged");
                }
            }
            catch (InvalidDataException)
            {
                // For a person to look at. It is not tried again.
                TryMove(path, path + ".damaged");
            }
            catch (StoreException exception) when (exception.FailureKind == OutputFailureKind.Permanent)
            {
                // It contradicts what is in the store, and would again. What is behind it must not wait for that.
                TryMove(path, path + ".damaged");
                recorder = null;
                file.LoadCatalogue();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It was taken in but is still there, or could not be read: the next time finds out.
                break;
            }
        }

        if (recorder is not null)
        {
            BringAccountsUpToDate(file, runId, observations, refused, refusals.Sentences("The store, when it took in what waited in the spool,"));
        }
    }

    // The document says what was stored and what waited when the run ended; now more is stored.
    private static void BringAccountsUpToDate(StoreFile file, string runId, long observations, long refused, IReadOnlyList<string> refusals)
    {
        if (StoredRun.ReadAll(file).FirstOrDefault(run => run.Run == runId) is not { Summary: { } summary } stored)
        {
            return;
        }

        var before = summary.Recording;
        var kept = Math.Min(CountOf(file, runId), before.Recorded - before.Dropped - before.Rejected);
        var store = before.Outputs.FirstOrDefault(output => output.Name == RecordingSummary.StoreName)?.Observations ?? default;

        // A file that was taken in, but could not be removed, is taken in once more.
        observations = Math.Min(observations, store.Spooled);
        refused = Math.Min(refused, observations);
        if (kept <= before.Stored && observations == 0 && refusals.Count == 0)
        {
            return;
        }

        kept = Math.Max(kept, before.Stored);
        var ofObservations = store with { Stored = store.Stored + observations - refused, Spooled = store.Spooled - observations, Rejected = store.Rejected + refused };

        var spooled = before.Recorded - before.Dropped - before.Rejected - kept;
        var updated = summary with
        {
            Recording = before with
            {
                Stored = kept,
                Spooled = spooled,
                Outputs = [.. before.Outputs.Select(output => output.Name == RecordingSummary.StoreName ? output with { Stored = kept, Spooled = spooled, Observations = ofObservations } : output)],
            },
            Warnings =
            [
                .. summary.Warnings.Where(warning =>
                    (spooled > 0 || !warning.Contains($"for the output '{RecordingSummary.StoreName}' wait in", StringComparison.Ordinal))
                    && (observations == 0 || !warning.Contains($"waits for the output '{RecordingSummary.StoreName}' in", StringComparison.Ordinal))),
                .. kept > before.Stored
                    ? [string.Create(CultureInfo.InvariantCulture, $"{kept - before.Stored} samples that waited in the spool when the run ended have been taken into the store since.")]
                    : Array.Empty<string>(),
                .. refusals,
            ],
        };
        var names = MeasurementNames.Default;
        PointTag[] tags = [new(PointNames.Run, stored.Run), new(PointNames.Test, stored.Test)];
        PointField[] fields =
        [
            new("stored", FieldValue.Integer(kept)),
            new("spooled", FieldValue.Integer(spooled)),
            new("summary", FieldValue.String(RunSummaryJson.Serialize(updated))),
        ];
        file.InTransaction(() =>
        {
            var table = file.Catalogue.Ensure(names.Runs, [], fields.Select(one => (one.Key, one.Value.Type)));
            var runTag = table.Tag(PointNames.Run)!.SqlName;
            var last = (long)file.Scalar($"SELECT max(p.time) FROM {table.Joined} WHERE s.{runTag} = $1", runId)!;
            var writer = new MeasurementWriter(file, table, new PointTag(PointNames.Run, runId));
            writer.Write([new Point(names.Runs, tags, fields, last + 1)]);
            writer.WriteSeries();
        });
    }

    private static long CountOf(StoreFile file, string runId)
    {
        var table = file.Catalogue.Find(MeasurementNames.Default.Requests)!;
        return (long)file.Scalar($"SELECT count(*) FROM {table.Joined} WHERE s.{table.Tag(PointNames.Run)!.SqlName} = $1", runId)!;
    }

    private static long FirstTime(OutputBatch batch) =>
        !batch.Requests.IsEmpty ? batch.Requests.Span[0].CompletedNanoseconds : batch.Observations.Count > 0 ? batch.Observations[0].TimeNanoseconds : 0;

    private static void TryMove(string path, string newPath)
    {
        try
        {
            File.Move(path, newPath, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Then it is found damaged again.
        }
    }
}

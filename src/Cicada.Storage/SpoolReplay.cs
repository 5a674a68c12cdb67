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
    public static void Write(StoreFile file, ref RunRecorder? recorder, string runId, SpooledBatch spooled)
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

        if (!spooled.Batch.IsEmpty)
        {
            recorder.WriteAgain(spooled.Batch);
        }

        if (spooled.Summary is { } summary)
        {
            recorder.WriteEnd(run with { State = summary.State, Started = summary.Started, Ended = summary.Ended }, summary);
        }
    }

    public static string RunOf(string path) => Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(path)!)!);

    private static void Deliver(StoreFile file, string runId, IEnumerable<string> paths, Func<bool> goOn)
    {
        RunRecorder? recorder = null;
        foreach (var path in paths)
        {
            if (recorder is not null && !goOn())
            {
                break;
            }

            try
            {
                Write(file, ref recorder, runId, SpoolFiles.Read(path));
                SpoolFiles.Remove(path);
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
            BringAccountsUpToDate(file, runId);
        }
    }

    // The document says what was stored and what waited when the run ended; now more is stored.
    private static void BringAccountsUpToDate(StoreFile file, string runId)
    {
        if (StoredRun.ReadAll(file).FirstOrDefault(run => run.Run == runId) is not { Summary: { } summary } stored)
        {
            return;
        }

        var before = summary.Recording;
        var kept = Math.Min(CountOf(file, runId), before.Recorded - before.Dropped - before.Rejected);
        if (kept <= before.Stored)
        {
            return;
        }

        var spooled = before.Recorded - before.Dropped - before.Rejected - kept;
        var updated = summary with
        {
            Recording = before with
            {
                Stored = kept,
                Spooled = spooled,
                Outputs = [.. before.Outputs.Select(output => output.Name == RecordingSummary.StoreName ? output with { Stored = kept, Spooled = spooled } : output)],
            },
            Warnings =
            [
                .. summary.Warnings.Where(warning => spooled > 0 || !warning.Contains($"for the output '{RecordingSummary.StoreName}' wait in", StringComparison.Ordinal)),
                string.Create(CultureInfo.InvariantCulture, $"{kept - before.Stored} samples that waited in the spool when the run ended have been taken into the store since."),
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
        using var transaction = file.Connection.BeginTransaction();
        var table = file.Catalogue.Ensure(names.Runs, [], fields.Select(one => (one.Key, one.Value.Type)));
        var runTag = table.Tag(PointNames.Run)!.SqlName;
        var last = (long)file.Scalar($"SELECT max(p.time) FROM {table.Joined} WHERE s.{runTag} = $1", runId)!;
        var writer = new MeasurementWriter(file, table, new PointTag(PointNames.Run, runId));
        writer.Write([new Point(names.Runs, tags, fields, last + 1)]);
        writer.WriteSeries();
        transaction.Commit();
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

using System.Globalization;

namespace Cicada.Storage.Writing;

/// <summary>
/// Merges batches of the log into the tables, all in one transaction. Where one of them can never be merged, the others are all the same: that one is kept in a file beside
/// the log and passed over, since a store that nobody can read would be no help to it.
/// </summary>
/// <param name="ownership">The store.</param>
/// <param name="tell">Takes the sentence about a batch that was passed over.</param>
internal sealed class LogMerge(StoreOwnership ownership, Action<string> tell)
{
    private BlockMerge? _merge;
    private Catalogue? _catalogue;

    /// <summary>Merges batches, in order.</summary>
    /// <param name="batches">The batches.</param>
    /// <param name="merged">Is told of how many more the log is needed no longer.</param>
    public void Merge(IReadOnlyList<LineBatch> batches, Action<int> merged)
    {
        if (TryMerge(batches) is null)
        {
            merged(batches.Count);
            return;
        }

        foreach (var batch in batches)
        {
            if (TryMerge([batch]) is { } fault)
            {
                PassOver(batch, fault);
            }

            merged(1);
        }
    }

    /// <summary>Merges batches in one transaction, and gives the reason where they can never be merged.</summary>
    private Exception? TryMerge(IReadOnlyList<LineBatch> batches)
    {
        var file = ownership.Secure();
        if (_merge?.File != file || _catalogue != file.Catalogue)
        {
            (_merge, _catalogue) = (new BlockMerge(file), file.Catalogue);
        }

        try
        {
            file.InTransaction(() => _merge.Merge(batches));
            return null;
        }
        catch (Exception exception)
        {
            _merge = null;
            ownership.Recover(exception);
            if (StoreErrors.MayPass(exception))
            {
                throw;
            }

            return exception;
        }
    }

    private void PassOver(LineBatch batch, Exception fault)
    {
        var path = RefusedPoints.Keep(WriteLogFolder.Of(ownership.Path), batch);
        var file = ownership.Secure();
        file.InTransaction(() => LogPosition.Note(file, batch.Position));

        var measurements = string.Join("', '", batch.Blocks.Select(block => block.Measurement).Distinct(StringComparer.Ordinal));
        tell(string.Create(
            CultureInfo.InvariantCulture,
            $"{batch.Points} points of '{measurements}' in database '{batch.Database}' were acknowledged, but the store '{ownership.Path}' cannot take them: {StoreErrors.Reason(fault.Message)}. "
            + $"They are kept as line protocol in '{path}'; write them once more from there when the reason is gone."));
    }
}

using System.Runtime.CompilerServices;
using Cicada.Influx;
using Cicada.Storage.Queries;

namespace Cicada.Storage.Writing;

/// <summary>A measurement that blocks of points are written to, as <see cref="PointTarget"/> writes points.</summary>
/// <remarks>A series remembers the latest time it may have. Points beyond that, in order, are appended as they come; all others are put in order first, so that those of one series
/// and time become one, and those that may be there already are merged.</remarks>
internal sealed class BlockTarget
{
    private readonly StoreFile _file;
    private readonly MeasurementWriter _writer;
    private readonly long _latestAtFirst;
    private readonly int _firstNew;
    private long[] _latest = [];
    private int _writes;

    public BlockTarget(StoreFile file, MeasurementTable table)
    {
        _file = file;
        _writer = new MeasurementWriter(file, table, SeriesIndex.Begin(file, table));
        _latestAtFirst = file.Scalar($"SELECT max(time) FROM data.{table.PointsTable}") as long? ?? long.MinValue;
        _firstNew = _writer.Series.Next;
        _writes = table.PointWrites;
    }

    /// <summary>Whether what is remembered may be wrong: series were removed, or somebody else has written.</summary>
    public bool IsStale => _writer.Series.IsStale || _writes != Table.PointWrites;

    private MeasurementTable Table => _writer.Table;

    /// <summary>Writes points. The measurement has a column for each of their tags and fields.</summary>
    public void Write(IReadOnlyList<PointBlock> blocks)
    {
        _writer.MakeRoom(name => blocks.Any(block => block.Fields.Any(field => field.Name == name && field.Type == FieldType.Float && !field.CanBeDecimals(block.Count))));
        var rows = new BlockRows(Table, blocks, Numbers(blocks));
        var before = _latest;
        Remember(before);
        if (IsInOrder(rows))
        {
            using var chunk = _writer.Append();
            rows.WriteAll(chunk);
            chunk.Complete();
        }
        else
        {
            _latest = before;
            WriteOrdered(rows.InOrder());
        }

        _writer.WriteSeries();
        Forget(blocks);
        _writes = ++Table.PointWrites;
    }

    private int[][] Numbers(IReadOnlyList<PointBlock> blocks)
    {
        _writer.Series.Resolve(blocks.SelectMany(block => block.Keys).Select(key => key.Tags));
        return [.. blocks.Select(block => block.Keys.Select(key => _writer.Series.Find(key.Tags)).ToArray())];
    }

    private void Remember(long[] before)
    {
        _latest = new long[Math.Max(_writer.Series.Next, before.Length)];
        before.CopyTo(_latest, 0);
        for (var i = before.Length; i < _latest.Length; i++)
        {
            _latest[i] = i < _firstNew ? _latestAtFirst : long.MinValue;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool IsInOrder(BlockRows rows)
    {
        for (var i = 0; i < rows.Blocks.Count; i++)
        {
            var (block, numbers) = (rows.Blocks[i], rows.Numbers[i]);
            for (var row = 0; row < block.Count; row++)
            {
                ref var latest = ref _latest[numbers[block.Series[row]]];
                if (block.Times[row] <= latest)
                {
                    return false;
                }

                latest = block.Times[row];
            }
        }

        return true;
    }

    private void WriteOrdered(OrderedRows rows)
    {
        var before = _latest;
        Remember(before);
        var floor = _latest.ToArray();
        rows.Split((series, time) => time <= floor[series]);
        rows.ForEach((series, time) => _latest[series] = Math.Max(_latest[series], time));
        if (rows.HasAppended)
        {
            using var chunk = _writer.Append();
            rows.WriteAppended(chunk);
            chunk.Complete();
        }

        if (rows.HasMerged)
        {
            _writer.Merge(chunk =>
            {
                rows.WriteMerged(chunk);
                chunk.Complete();
            });
        }
    }

    // Minutes of a run into which points fall are merged anew by whoever asks.
    private void Forget(IReadOnlyList<PointBlock> blocks)
    {
        if (Table.Name == MeasurementNames.Default.RequestStatistics && Table.View is not null)
        {
            var runs = blocks.SelectMany(block => block.Keys).SelectMany(key => key.Tags).Where(tag => tag.Key == PointNames.Run).Select(tag => tag.Value).Distinct();
            var first = blocks.Min(block => block.Times.AsSpan(0, block.Count).ToArray().Min());
            var last = blocks.Max(block => block.Times.AsSpan(0, block.Count).ToArray().Max());
            MinuteMerge.Forget(_file, Table, runs, first, last);
        }
    }
}

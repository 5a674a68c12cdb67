using System.Globalization;

namespace Cicada.Thresholds;

/// <summary>
/// Watches the load generator itself, as a threshold that every run has: where it could not keep up, the figures are its own and not the target's. It is to speak only when it truly bent
/// the load, so a second counts only where users came late by what a person would see, or where every answer had to wait for one of our threads; and seconds only in number.
/// </summary>
internal sealed class GeneratorCheck
{
    /// <summary>Users that wait a second and wake this late send a tenth less than they should.</summary>
    public const double LateMilliseconds = 100;

    /// <summary>All cores are in use: what a busy machine leaves over is less than a measurement's error.</summary>
    public const double BusyPercent = 95;

    /// <summary>With so many pieces of work waiting for each core the time of an answer is mostly that of our queue.</summary>
    public const long QueueOfCore = 100;

    /// <summary>Fewer seconds are a burst: a collection of garbage, the start of many users.</summary>
    public const int LeastSeconds = 5;

    /// <summary>So much of a run is more than a burst, also where the seconds do not follow each other.</summary>
    public const double LeastShare = 0.1;

    private readonly long _queue = QueueOfCore * Environment.ProcessorCount;
    private int _seconds;
    private int _late;
    private int _starved;
    private int _limited;
    private int _inARow;
    private int _mostInARow;

    /// <summary>Takes in how the generator fared in a second.</summary>
    public void Add(GeneratorHealth health)
    {
        var isLate = health.SchedulerLatenessP99 > LateMilliseconds;
        var isStarved = health.CpuPercent >= BusyPercent && health.ThreadPoolQueue >= _queue;
        _seconds++;
        _late += isLate ? 1 : 0;
        _starved += isStarved ? 1 : 0;
        _limited += isLate || isStarved ? 1 : 0;
        _inARow = isLate || isStarved ? _inARow + 1 : 0;
        _mostInARow = Math.Max(_mostInARow, _inARow);
    }

    /// <summary>Why the run was limited by its generator, in a sentence; null where it was not.</summary>
    public string? Problem()
    {
        if (_mostInARow < LeastSeconds && (_limited < LeastSeconds || _limited <= LeastShare * _seconds))
        {
            return null;
        }

        string[] reasons =
        [
            .. _late > 0 ? [$"users woke more than {LateMilliseconds:0} ms late in {_late}"] : Array.Empty<string>(),
            .. _starved > 0 ? [$"all cores were busy and answers waited for a thread in {_starved}"] : Array.Empty<string>(),
        ];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"The load generator limited this run: {string.Join(", and ", reasons)} of its {_seconds} seconds. Its figures are those of the generator as much as of the target. Run fewer users, or on a machine with more cores and nothing else to do; '--no-generator-check' leaves this out.");
    }
}

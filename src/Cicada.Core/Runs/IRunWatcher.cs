namespace Cicada.Runs;

/// <summary>Somebody who watches a run from within its process. What it is told is what the outputs get; it must be quick, and what it throws never reaches the run.</summary>
internal interface IRunWatcher
{
    /// <summary>The run begins: its clock runs, and nothing has been observed yet.</summary>
    void Began(Run run);

    /// <summary>The run has made an observation. From any thread; points that users write themselves are not told.</summary>
    void Observed(Observation observation);

    /// <summary>A second is over, and all that was observed about it has been told. At the end of a run also for the part of a second that is left.</summary>
    /// <param name="timeNanoseconds">When it ended, in nanoseconds since the Unix epoch: the time of its observations.</param>
    void SecondEnded(long timeNanoseconds);

    /// <summary>The run is over, and its outputs have been told.</summary>
    void Ended(RunState state);
}

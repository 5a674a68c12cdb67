namespace Cicada;

/// <summary>A task set whose tasks run in the order in which they are written, over and over; a weight repeats a task.</summary>
public abstract class SequentialTaskSet : TaskSet;

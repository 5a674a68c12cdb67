namespace Cicada;

/// <summary>
/// A task set in which each task says what may follow it: a Markov chain. It begins with the task that is written first;
/// from then on the next one is drawn among the <see cref="TransitionAttribute"/>s of the last.
/// </summary>
public abstract class MarkovTaskSet : TaskSet;

// SteppedClock waits for the thread pool to come to rest, so nothing else may run beside the test that uses it.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

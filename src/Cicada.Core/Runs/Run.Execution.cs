using Cicada.Runs;

namespace Cicada;

// The course of a run: open the outputs, let the coordinator work, tick once a second, and close everything in order.
public sealed partial class Run
{
    /// <summary>Carries the plan out, to its end. Once only.</summary>
    internal async Task<RunSummary> ExecuteAsync()
    {
        if (Interlocked.Exchange(ref _executed, 1) != 0)
        {
            throw new InvalidOperationException($"The run '{Id}' has already been executed; a run is one execution. Make another.");
        }

        // The one hop to the thread pool: whatever called us, users run there.
        return await Task.Run(ExecuteOnPoolAsync);
    }

    /// <summary>Ends the run at once: users are not waited for, what is recorded is still written.</summary>
    internal void Abandon() => _coordinator.Abandon();

    /// <summary>
    /// Ends the run at once because an exception that nobody caught is about to end the process. The threads of the run are sound, so that everything is closed in order all the same.
    /// </summary>
    /// <param name="exception">The exception.</param>
    internal void Crash(Exception exception)
    {
        if (Interlocked.CompareExchange(ref _crash, exception, null) is null)
        {
            ReportUserError(null, exception, "a thread of the test's own");
            AddEvent("crash", "Crash", $"{exception.GetType().FullName}: {exception.Message}");
            Abandon();
        }
    }

    /// <summary>The document of the run as it stands, where it can come to no end of its own.</summary>
    /// <param name="reason">Why not, in a sentence.</param>
    internal RunSummary SummariseFailure(string reason) =>
        (Summarise(Clock.ToTime(Clock.GetTimestamp())) with { State = RunState.Failed }).With(ExitReason.BadOptions, reason);

    private async Task<RunSummary> ExecuteOnPoolAsync()
    {
        try
        {
            var context = new OutputContext { Run = _description with { State = RunState.Running } };

            // The store, which comes first, is opened last: where another output refuses, no run has begun in it.
            foreach (var output in _outputs.Reverse())
            {
                await output.OpenAsync(context, CancellationToken.None);
            }

            await Events.Init.RaiseAsync(new InitEvent(this));
            await Events.WorkerConnect.RaiseAsync(new WorkerConnectEvent(_worker.Id));
            await Events.TestStart.RaiseAsync(new TestStartEvent(this));
            return await ExecuteOpenedAsync();
        }
        finally
        {
            await _worker.DisposeAsync();
            Loops?.Dispose();
            await _collector.DisposeAsync();
            foreach (var output in _outputs)
            {
                await output.DisposeAsync();
            }

            _watcher?.Ended(State is RunState.Finished or RunState.Stopped ? State : RunState.Failed);
        }
    }

    private async Task<RunSummary> ExecuteOpenedAsync()
    {
        // Opening outputs may take a while; the run begins now.
        Clock.Restart();
        _logging.Begin();
        _statistics.SetIntervalEnd(Clock.StartNanoseconds + 1_000_000_000);
        _metrics.SetIntervalEnd(Clock.StartNanoseconds + 1_000_000_000);
        foreach (var output in _outputs)
        {
            output.Start();
        }

        _collector.Start();
        _watcher?.Began(this);
        AddEvent("test_start", "Start", IsOpen ? $"arrivals: {Plan.Arrivals}" : Plan.Shape is { } shape ? $"shape: {shape}" : $"{Plan.Users} users at {Plan.SpawnRate} a second");
        using var ticking = new CancellationTokenSource();
        var ticker = TickAsync(ticking.Token);
        var (_, byPlan, left) = await _coordinator.RunAsync();
        if (left > 0)
        {
            Warn($"{left} users did not end within the stop timeout and were left behind; their tasks ignore cancellation. Pass `Cancellation` to whatever they wait for.");
        }

        // Shutdown order: users have ended, so nothing is recorded any more; then the ticker, the collector, the outputs.
        await ticking.CancelAsync();
        await ticker;
        await _collector.CompleteAsync();
        var last = Clock.NowNanoseconds;
        ObserveChecks(last);
        Observe(_statistics.TakeLast(last));
        ObserveThresholds();
        ObserveUsers(last);
        _watcher?.SecondEnded(last);
        AddEvent("test_stop", "Stop");
        var ended = Clock.ToTime(Clock.GetTimestamp());
        await Events.TestStop.RaiseAsync(new TestStopEvent(this));

        // What handlers of that event recorded belongs to the run too; what comes later is refused.
        _collector.Close();
        Observe(_metrics.TakeLast(Clock.NowNanoseconds));
        _logging.Close();
        _collector.HandOver();
        Enter(_crash is not null ? RunState.Failed : byPlan ? RunState.Finished : RunState.Stopped);
        foreach (var output in _outputs)
        {
            await output.CompleteAsync();
        }

        var unfinished = await Events.Faults.DrainAsync(TimeSpan.FromSeconds(5), Clock.Provider);
        if (unfinished > 0)
        {
            Warn($"{unfinished} event handlers had not ended five seconds after the run; they were left behind.");
        }

        return await CloseAsync(ended);
    }

    private async Task<RunSummary> CloseAsync(DateTimeOffset ended)
    {
        // The code was told at the start, and is long.
        _description = _description with { State = State, Started = Clock.Start, Ended = ended, Code = null };
        var summary = Summarise(ended);
        if (Services.Baseline is { } baseline)
        {
            summary = Judge(summary with { Comparison = await Task.Run(() => baseline.Compare(summary)) });
        }

        foreach (var output in _outputs)
        {
            var said = output.Warnings.Count;
            try
            {
                await output.CloseAsync(_description, summary);
                if (output.Warnings.Count > said)
                {
                    // What it says now is of the run's end, which it did not take as a whole.
                    _endWasLost = true;
                    summary = Judge(summary with { Warnings = Warnings() });
                }
            }
            catch (Exception exception)
            {
                // An output that says in a sentence what is wrong has said it all; the warning below repeats it.
                if (exception is not OutputException)
                {
                    Runs.Log.OutputNotClosed(_logger, output.Name, exception);
                }

                if (output.EndWaitsIn is { } folder)
                {
                    // Nothing is lost by that, so the exit code stays.
                    Warn($"The output '{output.Name}' did not take the end of the run: {exception.Message.TrimEnd('.')}. It waits in '{folder}'. Keep that folder. {output.SpoolRemedy}");
                    summary = summary with { Warnings = Warnings() };
                    continue;
                }

                Warn($"The output '{output.Name}' could not be closed in order: {exception.Message}");
                _endWasLost = true;
                summary = Judge(summary with { Warnings = Warnings() });
            }
        }

        await Events.Quitting.RaiseAsync(new QuittingEvent(summary));
        return HandlersFailed || _crash is not null ? Judge(summary with { Warnings = Warnings() }) : summary;
    }

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        var meter = Services.Generator ?? new GeneratorMeter(Clock, _lateness).Take;
        var busySeconds = 0;
        for (var second = 1L; !cancellationToken.IsCancellationRequested; second++)
        {
            var end = Clock.StartNanoseconds + (second * 1_000_000_000);

            // A moment more, so that what was completed in this second has come through the lanes.
            var pause = TimeSpan.FromSeconds(second) + TimeSpan.FromMilliseconds(50) - Elapsed;
            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, Clock.Provider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            ObserveChecks(end);
            Observe(_statistics.TakeInterval(end, end + 1_000_000_000));
            ObserveThresholds();
            Observe(_metrics.TakeInterval(end, end + 1_000_000_000));
            ObserveUsers(end);
            var health = ObserveHealth(end, meter);
            _watcher?.SecondEnded(end);
            busySeconds = health.CpuPercent > 90 ? busySeconds + 1 : 0;
            if (busySeconds == 5)
            {
                AddEvent("cpu_warning", "Generator busy", $"{health.CpuPercent:0} % of all cores for five seconds");
                Events.CpuWarning.Raise(new CpuWarningEvent(this, health.CpuPercent));
            }

            if (second % 10 == 0)
            {
                Events.Usage.Raise(new UsageEvent(this, health.CpuPercent, health.MemoryBytes));
            }

            Report();
        }
    }

    /// <summary>Says which thresholds have broken or hold again, and ends the run where one asks for that.</summary>
    private void ObserveThresholds()
    {
        foreach (var change in _statistics.TakeThresholdChanges())
        {
            var (text, observed) = (change.Threshold.Text, change.ObservedText);
            AddEvent(
                change.IsBroken ? "threshold_broken" : "threshold_recovered",
                (change.IsBroken ? "Broken: " : "Holds again: ") + text,
                $"{observed} observed{(change.EndsRun ? "; the run is ended for it" : "")}");
            if (change.IsBroken)
            {
                Runs.Log.ThresholdBroken(_logger, text, observed);
            }
            else
            {
                Runs.Log.ThresholdRecovered(_logger, text, observed);
            }

            if (change.EndsRun)
            {
                _coordinator.Stop($"the threshold '{text}' is broken: {observed} observed", byPlan: false);
            }
        }
    }

    private void ObserveChecks(long time)
    {
        var checks = Checks.TakeInterval(time, (time - Clock.StartNanoseconds) / 1e9);
        _statistics.Add(checks);
        Observe(checks);
    }

    private void ObserveUsers(long time)
    {
        Observe(_userErrors.TakeInterval(time));
        var counts = _worker.UserCounts();
        var mix = _coordinator.Mix;
        var wanted = Math.Min(_coordinator.UsersWantedNow, mix.MaximumUsers);
        foreach (var type in mix.Types)
        {
            Record(new UserCount
            {
                TimeNanoseconds = time,
                UserClass = type.Name,
                Count = counts.GetValueOrDefault(type.Name),
                Target = _arrivals is not null && type.TakesArrivals ? counts.GetValueOrDefault(type.Name) : mix.CountOf(type, wanted),
                ElapsedSeconds = (time - Clock.StartNanoseconds) / 1e9,
            });
        }
    }

    private GeneratorHealth ObserveHealth(long time, Func<long, long, RecordingCounts, GeneratorHealth> measure)
    {
        // The store's accounts; in a run without one, those of the first place its requests go to.
        var recording = _outputs.FirstOrDefault(output => output.Name == RecordingSummary.StoreName) ?? _outputs.FirstOrDefault(output => output.TakesRequests);
        var health = measure(time, Connections.Count, recording?.Counts ?? default);
        _generator.Add(health);
        Record(health);
        return health;
    }

    /// <summary>The worker's report to the coordinator, and its sign of life: in a local run both sides are here.</summary>
    private void Report()
    {
        var now = Clock.ToTime(Clock.GetTimestamp());
        Events.HeartbeatSent.Raise(new HeartbeatEvent(_worker.Id, now));
        Events.HeartbeatReceived.Raise(new HeartbeatEvent(_worker.Id, now));
        if (Events.ReportToCoordinator.IsEmpty && Events.WorkerReport.IsEmpty)
        {
            return;
        }

        var data = new Dictionary<string, object?> { ["user_count"] = UserCount, ["user_classes_count"] = _worker.UserCounts() };
        Events.ReportToCoordinator.Raise(new ReportToCoordinatorEvent(_worker.Id, data));
        Events.WorkerReport.Raise(new WorkerReportEvent(_worker.Id, data));
    }

    private void Observe(IEnumerable<Observation> observations)
    {
        foreach (var observation in observations)
        {
            if (observation is RunEvent { } happened)
            {
                AddEvent(happened.Type, happened.Title, happened.Text);
            }
            else
            {
                Record(observation);
            }
        }
    }
}

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
            await _collector.DisposeAsync();
            foreach (var output in _outputs)
            {
                await output.DisposeAsync();
            }
        }
    }

    private async Task<RunSummary> ExecuteOpenedAsync()
    {
        // Opening outputs may take a while; the run begins now.
        Clock.Restart();
        _statistics.SetIntervalEnd(Clock.StartNanoseconds + 1_000_000_000);
        _metrics.SetIntervalEnd(Clock.StartNanoseconds + 1_000_000_000);
        foreach (var output in _outputs)
        {
            output.Start();
        }

        _collector.Start();
        AddEvent("test_start", "Start", $"{Plan.Users} users at {Plan.SpawnRate} a second");
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
        Observe(_statistics.TakeLast(last));
        ObserveUsers(last);
        AddEvent("test_stop", "Stop");
        var ended = Clock.ToTime(Clock.GetTimestamp());
        await Events.TestStop.RaiseAsync(new TestStopEvent(this));

        // What handlers of that event recorded belongs to the run too; what comes later is refused.
        _collector.Close();
        Observe(_metrics.TakeLast(Clock.NowNanoseconds));
        _collector.HandOver();
        Enter(byPlan ? RunState.Finished : RunState.Stopped);
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
        _description = _description with { State = State, Started = Clock.Start, Ended = ended };
        var summary = Summarise(ended);
        foreach (var output in _outputs)
        {
            var said = output.Warnings.Count;
            try
            {
                await output.CloseAsync(_description, summary);
                if (output.Warnings.Count > said)
                {
                    // What it says now is of the run's end, which it did not take as a whole.
                    summary = summary with { Warnings = Warnings(), ExitCode = WithLosses(summary) };
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
                summary = summary with { Warnings = Warnings(), ExitCode = WithLosses(summary) };
            }
        }

        await Events.Quitting.RaiseAsync(new QuittingEvent(summary));
        return Events.Faults.Count > 0 ? summary with { ExitCode = ExitCode.BadOptions } : summary;
    }

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        var meter = new GeneratorMeter(Clock, _lateness);
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

            Observe(_statistics.TakeInterval(end, end + 1_000_000_000));
            Observe(_metrics.TakeInterval(end, end + 1_000_000_000));
            ObserveUsers(end);
            var health = ObserveHealth(end, meter);
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

    private void ObserveUsers(long time)
    {
        Observe(_userErrors.TakeInterval(time));
        var counts = _worker.UserCounts();
        var wanted = Math.Min(_coordinator.UsersWantedNow, _mix.MaximumUsers);
        foreach (var type in _types)
        {
            _collector.Observe(new UserCount
            {
                TimeNanoseconds = time,
                UserClass = type.Name,
                Count = counts.GetValueOrDefault(type.Name),
                Target = _mix.CountOf(type, wanted),
                ElapsedSeconds = (time - Clock.StartNanoseconds) / 1e9,
            });
        }
    }

    private GeneratorHealth ObserveHealth(long time, GeneratorMeter meter)
    {
        // The store's accounts; in a run without one, those of the first place its requests go to.
        var recording = _outputs.FirstOrDefault(output => output.Name == RecordingSummary.StoreName) ?? _outputs.FirstOrDefault(output => output.TakesRequests);
        var health = meter.Take(time, Connections.Count, recording?.Counts ?? default);
        _collector.Observe(health);
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
                _collector.Observe(observation);
            }
        }
    }
}

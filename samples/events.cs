#:project ../src/Cicada/Cicada.csproj

// Every event in the life of a test, printed with all its arguments as it happens. Handlers may be asynchronous.
// A handler that throws never harms the run; it is logged, and the exit code becomes 2.
// Run it: dotnet run samples/events.cs -- --headless -u 2 -r 2 -t 3s

using Cicada;

return await LoadTest.RunAsync(args, test =>
{
    var events = test.Events;

    // Before the command line is read: options of your own. Their values are in run.TestOptions.
    events.CommandLine.Add(e =>
    {
        e.Add("--greeting", "What the users say.", defaultValue: "hello");
        e.Add("--password", "Never shown, never kept.", isSecret: true);
    });

    events.Init.Add(e => Print("init", $"run={e.Run.Id} test={e.Run.Test} greeting={e.Run.TestOptions["--greeting"]}"));
    events.TestStart.Add(e => Print("test_start", $"users={e.Run.Plan.Users} spawn_rate={e.Run.Plan.SpawnRate} host={e.Run.Host}"));
    events.SpawningStart.Add(e => Print("spawning_start", $"target_users={e.TargetUsers} spawn_rate={e.SpawnRate}"));
    events.UserAdd.Add(e => Print("user_add", $"user={e.User.GetType().Name} number={e.User.Number} user_count={e.UserCount}"));
    events.SpawningComplete.Add(e => Print("spawning_complete", $"user_count={e.UserCount}"));

    events.Request.Add(e => Print(
        "request",
        $"request_type={e.RequestType} name={e.Name} response_time={e.ResponseTime:0.000} response_length={e.ResponseLength} " +
        $"response={e.Response.GetType().Name} context=[{string.Join(", ", e.Context)}] exception={e.Exception?.Message} " +
        $"start_time={e.StartTime:O} url={e.Url}"));
    events.UserError.Add(e => Print("user_error", $"user={e.User.GetType().Name} exception={e.Exception.Message} task={e.Task}"));

    events.Usage.Add(e => Print("usage", $"cpu={e.CpuPercent:0}% memory={e.MemoryBytes}"));
    events.CpuWarning.Add(e => Print("cpu_warning", $"cpu={e.CpuPercent:0}%"));
    events.WorkerConnect.Add(e => Print("worker_connect", $"worker={e.WorkerId}"));
    events.ReportToCoordinator.Add(e => e.Data["note"] = "a handler may add to the report");
    events.WorkerReport.Add(e => Print("worker_report", $"worker={e.WorkerId} data=[{string.Join(", ", e.Data.Keys)}]"));
    events.HeartbeatSent.Add(e => Print("heartbeat_sent", $"worker={e.WorkerId} timestamp={e.Timestamp:O}"));
    events.HeartbeatReceived.Add(e => Print("heartbeat_received", $"worker={e.WorkerId} timestamp={e.Timestamp:O}"));

    events.ResetStatistics.Add(e => Print("reset_statistics", $"run={e.Run.Id}"));
    events.TestStopping.Add(e => Print("test_stopping", $"reason={e.Reason}"));
    events.UserRemove.Add(e => Print("user_remove", $"user={e.User.GetType().Name} user_count={e.UserCount}"));
    events.TestStop.Add(async e =>
    {
        await Task.Yield();
        Print("test_stop", $"elapsed={e.Run.Elapsed}");
    });
    events.Quitting.Add(e => Print("quitting", $"requests={e.Summary.Total.Count} failures={e.Summary.Total.Failures} exit_code={e.Summary.ExitCode}"));
    events.Quit.Add(e => Print("quit", $"exit_code={e.ExitCode}"));
});

static void Print(string name, string arguments) => Console.WriteLine($"{name}: {arguments}");

public sealed class TalkingUser : User
{
    public override WaitTime WaitTime => WaitTime.Constant(0.5);

    public override Task OnStart()
    {
        Context["account"] = $"user-{Number}";          // goes along with every request event of this user
        return Task.CompletedTask;
    }

    [Task(4)]
    public async Task Speak()
    {
        using var call = Measure("talk", "speak");
        await Task.Delay(10, Cancellation);
        call.ResponseLength = Run.TestOptions["--greeting"]!.Length;
    }

    [Task]
    public void Stumble() => throw new InvalidOperationException("The user stumbled.");     // a user_error: the user goes on, and the exit code will be 1
}

#:project ../../tests/Cicada.TestSupport/Cicada.TestSupport.csproj
#:property PublishAot=false
#:property TreatWarningsAsErrors=false
#:property RunAnalyzers=false

// A server that delays each answer (2 ms and an exponential tail of mean 10 ms, at most 200 ms), and at SIGTERM prints what it really took:
// server.cs PORT → "count p50 p99 p99.9", milliseconds.
using System.Globalization;
using System.Runtime.InteropServices;
using Cicada.TestSupport;

var random = new Random(7);
var answers = Enumerable.Range(0, 4096)
    .Select(_ => new ScriptedAnswer { Delay = TimeSpan.FromMilliseconds(Math.Min(200, 2 - (Math.Log(1 - random.NextDouble()) * 10))) })
    .ToArray();
var next = -1;
await using var server = new CountingServer(logAnswerTimes: true, port: int.Parse(args[0], CultureInfo.InvariantCulture));
server.On("/", _ => answers[(Interlocked.Increment(ref next) & int.MaxValue) % answers.Length]);

var end = new TaskCompletionSource();
using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    end.TrySetResult();
});
Console.Error.WriteLine("ready");
await end.Task;

var times = server.AnswerTimes.Select(answer => answer.Elapsed.TotalMilliseconds).Order().ToArray();
double Percentile(double p) => times[Math.Clamp((int)Math.Ceiling(times.Length * p / 100) - 1, 0, times.Length - 1)];
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{times.Length} {Percentile(50):F3} {Percentile(99):F3} {Percentile(99.9):F3}"));

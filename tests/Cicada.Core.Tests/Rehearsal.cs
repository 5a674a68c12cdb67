using Cicada.Outputs;
using Cicada.Runs;
using Cicada.TestSupport.Time;

namespace Cicada.Tests;

/// <summary>A whole run on fake time.</summary>
internal sealed class Rehearsal
{
    public Rehearsal(Plan plan, Script? script = null, LoadEvents? events = null, IReadOnlyList<IOutput>? outputs = null, string? spoolFolder = null, OutputLimits? limits = null, string? fallbackSpoolFolder = null, IRunWatcher? watcher = null, Func<long, long, RecordingCounts, GeneratorHealth>? generator = null, IBaseline? baseline = null)
    {
        Script = Script.Current = script ?? new Script();
        Events = events ?? new LoadEvents();
        Run = new Run(plan, new RunServices
        {
            Clock = Clock,
            Events = Events,
            Outputs = outputs ?? [Output],
            SpoolFolder = spoolFolder ?? "no-spool-is-expected",
            FallbackSpoolFolder = fallbackSpoolFolder,
            OutputLimits = limits ?? new OutputLimits(),
            Logging = Log,
            Watcher = watcher,
            Generator = generator,
            Baseline = baseline,
        });
    }

    public SteppedClock Clock { get; } = new();

    public ListLog Log { get; } = new();

    public Script Script { get; }

    public LoadEvents Events { get; }

    public MemoryOutput Output { get; } = new();

    public Run Run { get; }

    /// <summary>The run, once it was started.</summary>
    public Task<RunSummary> Ending { get; private set; } = new TaskCompletionSource<RunSummary>().Task;

    public static Plan Plan(params Type[] userTypes) => new()
    {
        Test = "rehearsal",
        UserTypes = userTypes.Length == 0 ? [typeof(ScriptedUser)] : userTypes,
        SpawnRate = 100,
        Seed = 7,

        // How busy the machine is that the tests run on says nothing of what they test.
        GeneratorCheck = false,
    };

    public Rehearsal Start()
    {
        Script.Current = Script;
        Ending = Run.ExecuteAsync();
        return this;
    }

    public async Task<Rehearsal> AdvanceAsync(double seconds)
    {
        await Clock.AdvanceAsync(TimeSpan.FromSeconds(seconds));
        return this;
    }

    /// <summary>Moves on until the run has ended.</summary>
    public Task<RunSummary> EndAsync(double atMostSeconds = 3600) => Clock.AdvanceUntilAsync(Ending, TimeSpan.FromSeconds(atMostSeconds));

    public Task<RunSummary> PlayAsync(double atMostSeconds = 3600) => Start().EndAsync(atMostSeconds);
}

using Cicada.RunsApi;
using Cicada.Tests.Commands;

namespace Cicada.Tests.RunsApi;

/// <summary>A load test that does nothing but note what it is told.</summary>
internal sealed class ScriptedControl : IRunControl
{
    public string Test => "shop";

    public ScriptedRun? On { get; set; }

    public ILiveRun? Live => On;

    public List<StartRequest> Starts { get; } = [];

    public RefusedRequestException? Refusal { get; set; }

    public StartForm Form() => new()
    {
        Values = new StartRequest { Users = 5, UserTypes = [new("GoodUser")] },
        UserTypes = [new FormUserType { Name = "GoodUser", Weight = 1, Tasks = [new("Look", 3, 0.75, ["read"])] }],
        Labels = ["read"],
        Options = [new("--key", "A key.", null, IsSecret: true)],
    };

    public Task<string> StartAsync(StartRequest request, CancellationToken cancellation)
    {
        if (Refusal is not null)
        {
            throw Refusal;
        }

        Starts.Add(request);
        On = new ScriptedRun();
        return Task.FromResult(On.Run.Id);
    }

    internal sealed class ScriptedRun : ILiveRun
    {
        public Run Run { get; } = new(new Plan { Test = "shop", UserTypes = [typeof(DoorUsers.GoodUser)] }, new RunServices());

        public LiveFeed Feed { get; } = new();

        public List<string> Stops { get; } = [];

        public List<LoadChange> Changes { get; } = [];

        public List<Annotation> Annotations { get; } = [];

        public void Stop(string reason) => Stops.Add(reason);

        public void Change(LoadChange change) => Changes.Add(change);

        public void Annotate(Annotation annotation) => Annotations.Add(annotation);
    }
}

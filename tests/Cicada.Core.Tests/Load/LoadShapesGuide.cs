namespace Cicada.Tests.Load;

// The code of docs/guides/load-shapes.md, so that it compiles and runs. LoadShapesGuideTests holds the two together.
internal static class LoadShapesGuide
{
    internal static void Define(Definition test)
    {
        test.Shape = Stages.RampTo(100, 1.Minutes()).Hold(5.Minutes()).Spike(500, 10.Seconds()).Hold(2.Minutes());
    }

    // The door, which is not in this project, has a property of that name.
    internal sealed class Definition
    {
        public LoadShape? Shape { get; set; }
    }

    public sealed class OfficeDay : LoadShape
    {
        public override ShapeStep? Tick(ShapeMoment now) => now.Elapsed.TotalMinutes switch
        {
            < 10 => new ShapeStep(Users: 50, SpawnRate: 5) { Name = "morning", UserTypes = [typeof(Reader)] },
            < 20 => new ShapeStep(Users: 200, SpawnRate: 10) { Name = "noon" },
            < 30 => new ShapeStep(Users: 20, SpawnRate: 10) { Name = "evening" },
            _ => null, // the run ends
        };
    }

    public sealed class Reader : User
    {
        public override WaitTime WaitTime => WaitTime.Constant(60);

        [Task]
        public void Read()
        {
        }
    }
}

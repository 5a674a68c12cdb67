using Cicada.Load;
using CsCheck;

namespace Cicada.Tests.Load;

public sealed class StagedShapeTests
{
    private static readonly Gen<TimeSpan> Durations = Gen.OneOf(Gen.Long[1, 10_000], Gen.Long[10_000, 100_000_000], Gen.Long[10_000_000, 40_000_000_000]).Select(TimeSpan.FromTicks);

    private static readonly Gen<Stage> AnyStage = Gen.OneOf<Stage>(
        Gen.Select(Gen.Int[0, 5_000], Durations, (users, duration) => (Stage)new SlopeStage(users, duration)),
        Durations.Select(duration => (Stage)new HoldStage(duration)),
        Gen.Select(Gen.Int[0, 5_000], Durations, (users, duration) => (Stage)new StepStage(users, duration)),
        Gen.Select(Gen.Int[0, 5_000], Durations, (users, duration) => (Stage)new SpikeStage(users, duration)),
        Gen.Select(Gen.Int[0, 5_000], Gen.Int[1, 5_000], Durations, Durations, (low, more, period, duration) => (Stage)new SineStage(low, low + more, Max(period, duration / 20), duration)),
        Gen.Select(Gen.Int[0, 5_000], Gen.Int[1, 5_000], Durations, (low, more, duration) => (Stage)new DoubleWaveStage(low, low + more, duration)),
        Gen.Select(Gen.Int[0, 500].Array[2, 9], Durations, (users, each) => (Stage)new ReplayStage("users.csv", [.. users.Select((count, i) => (each * i, count))])));

    private static readonly Gen<StagedShape> Shapes = AnyStage.Array[1, 6].Select(stages => new StagedShape(stages));

    [Theory]
    [InlineData(0, 2)] // the first user of a ramp is there at once: that of second 0
    [InlineData(9.9, 20)] // the ramp's last is due one interval before its end
    [InlineData(10, 20)] // held
    [InlineData(14.9, 20)]
    [InlineData(15, 50)] // the spike, at once
    [InlineData(15.9, 50)]
    [InlineData(16, 20)] // and back
    [InlineData(20, 30)] // the first of the steps
    [InlineData(21, 40)]
    [InlineData(22, 45)] // the last, smaller one
    [InlineData(22.9, 45)]
    [InlineData(23, 7)] // a step to a number
    [InlineData(24, null)] // over
    public void Users_at_a_moment(double seconds, int? users)
    {
        var shape = Stages.RampTo(20, 10.Seconds()).Hold(5.Seconds()).Spike(50, 1.Seconds()).Hold(4.Seconds()).StepsTo(45, by: 10, every: 1.Seconds()).StepTo(7, 1.Seconds());

        var actual = UsersAt(shape, seconds);

        Assert.Equal(users, seconds == 0 ? actual + 1 : actual); // one user at second 0, two just behind
        Assert.Equal(TimeSpan.FromSeconds(24), shape.Duration);
        Assert.Equal(50, shape.PeakUsers);
    }

    [Theory]
    [InlineData(0, 10)] // at the bottom
    [InlineData(15, 60)] // half way
    [InlineData(30, 110)] // at the top
    [InlineData(45, 60)]
    [InlineData(60, 10)] // again at the bottom
    [InlineData(90, 110)]
    public void A_sine_goes_up_and_down(double seconds, int users)
    {
        var shape = Stages.Sine(10, 110, period: 1.Minutes(), duration: 2.Minutes());

        var step = shape.StepAt(TimeSpan.FromSeconds(seconds));

        Assert.Equal(users, step!.From);
        Assert.Equal(110, shape.PeakUsers);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(200, 110)] // the first top at a third
    [InlineData(300, 10)] // between them, as good as none more
    [InlineData(400, 77)] // the second is two thirds as high
    [InlineData(597, 10)]
    public void A_double_wave_has_two_tops(double seconds, int users)
    {
        var shape = Stages.DoubleWave(10, 110, duration: 10.Minutes());

        var step = shape.StepAt(TimeSpan.FromSeconds(seconds));

        Assert.InRange(step!.From!.Value, users, users + 1);
    }

    [Fact]
    public void The_moments_it_is_asked_about_cut_it_into_pieces_without_gaps_and_every_stage_has_one() =>
        Shapes.Sample(shape =>
        {
            var stages = new List<int>();
            var (moment, pieces) = (TimeSpan.Zero, 0);
            for (; shape.StepAt(moment) is { } step; pieces++)
            {
                var next = shape.NextTick(moment);
                Assert.True(next > moment);
                Assert.True(next <= shape.Duration);
                Assert.Equal(step, shape.StepAt(next - TimeSpan.FromTicks(1)));
                if (stages.Count == 0 || stages[^1] != step.Stage)
                {
                    stages.Add(step.Stage);
                }

                moment = next;
            }

            Assert.Equal(shape.Duration, moment);
            Assert.Equal(Enumerable.Range(0, stages.Count), stages);
        }, iter: 100);

    [Fact]
    public void Users_are_never_more_than_the_peak_or_fewer_than_none() =>
        Gen.Select(Shapes, Gen.Double[0, 1]).Sample((shape, share) =>
        {
            var moment = TimeSpan.FromTicks((long)(share * (shape.Duration.Ticks - 1)));

            var step = shape.StepAt(moment)!;

            return step.Users >= 0 && step.From >= 0 && step.Users <= shape.PeakUsers && step.SpawnRate > 0 && double.IsFinite(step.SpawnRate);
        });

    [Fact]
    public void A_curve_has_no_jumps_inside() =>
        AnyStage.Where(stage => stage.IsCurve).Sample(stage =>
        {
            for (var piece = stage.PieceAt(TimeSpan.Zero, 0); piece.Start + piece.Duration < stage.Duration;)
            {
                var next = stage.PieceAt(piece.Start + piece.Duration, 0);
                Assert.Equal(piece.To, next.From);
                piece = next;
            }
        }, iter: 100);

    [Fact]
    public void A_shape_is_written_as_the_option_takes_it() => Assert.Equal(
        "ramp 100 1m, hold 5m, spike 500 10s, step 7 1m30s, steps 100 by 10 every 30s, sine 10..100 period 2m for 10m, double-wave 0..50 1h",
        Stages.RampTo(100, 1.Minutes()).Hold(5.Minutes()).Spike(500, 10.Seconds()).StepTo(7, 90.Seconds()).StepsTo(100, 10, 30.Seconds())
            .Sine(10, 100, 2.Minutes(), 10.Minutes()).DoubleWave(0, 50, 60.Minutes()).ToString());

    [Fact]
    public void A_stage_more_leaves_the_shape_it_is_added_to_as_it_was()
    {
        var first = Stages.RampTo(10, 1.Seconds());

        var second = first.Hold(1.Seconds());

        Assert.Equal((1.Seconds(), 2.Seconds()), (first.Duration, second.Duration));
    }

    [Fact]
    public void What_makes_no_sense_gets_a_sentence_at_the_door()
    {
        Assert.Contains("'-1'", Refused(() => Stages.RampTo(-1, 1.Seconds())));
        Assert.Contains("'00:00:00'; a stage lasts longer than zero", Refused(() => Stages.Spike(1, TimeSpan.Zero)));
        Assert.Contains("'100' to '10' users", Refused(() => Stages.Sine(100, 10, 1.Seconds(), 1.Seconds())));
        Assert.Contains("'0' users; a step is at least 1", Refused(() => Stages.StepsTo(10, 0, 1.Seconds())));
        Assert.Contains("so many there are already", Refused(() => Stages.StepTo(10, 1.Seconds()).StepsTo(10, 1, 1.Seconds())));
        Assert.Contains("49 days", Refused(() => Stages.StepTo(10, TimeSpan.FromDays(40)).Hold(TimeSpan.FromDays(10))));
        Assert.Contains("49 days", Refused(() => Stages.StepsTo(int.MaxValue, 1, TimeSpan.FromDays(1))));
    }

    private static string Refused(Func<StagedShape> make) => Assert.Throws<ArgumentOutOfRangeException>(make).Message;

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other + TimeSpan.FromTicks(1);

    // As the engine carries a step out.
    private static int? UsersAt(StagedShape shape, double seconds)
    {
        var moment = TimeSpan.FromSeconds(seconds);
        if (shape.StepAt(moment) is not { } step)
        {
            return null;
        }

        var start = TimeSpan.Zero;
        while (shape.NextTick(start) <= moment)
        {
            start = shape.NextTick(start);
        }

        return new SpawnPlan(step.From!.Value, step.Users, step.SpawnRate, start).UsersAt(moment);
    }
}

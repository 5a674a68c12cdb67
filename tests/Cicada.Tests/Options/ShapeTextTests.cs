using Cicada.Options;
using Cicada.TestSupport;
using CsCheck;

namespace Cicada.Tests.Options;

public sealed class ShapeTextTests
{
    private static readonly Gen<TimeSpan> Durations = Gen.OneOf(Gen.Int[1, 59_999].Select(milliseconds => TimeSpan.FromMilliseconds(milliseconds)), Gen.Int[1, 100_000].Select(seconds => TimeSpan.FromSeconds(seconds)));

    private static readonly Gen<Func<StagedShape, StagedShape>> Stage = Gen.OneOf(
        Gen.Select(Gen.Int[0, 9_999], Durations, (users, duration) => new Func<StagedShape, StagedShape>(shape => shape.RampTo(users, duration))),
        Durations.Select(duration => new Func<StagedShape, StagedShape>(shape => shape.Hold(duration))),
        Gen.Select(Gen.Int[0, 9_999], Durations, (users, duration) => new Func<StagedShape, StagedShape>(shape => shape.StepTo(users, duration))),
        Gen.Select(Gen.Int[10_000, 20_000], Gen.Int[1_000, 2_000], Durations, (users, by, every) => new Func<StagedShape, StagedShape>(shape => shape.StepTo(0, every).StepsTo(users, by, every))),
        Gen.Select(Gen.Int[0, 9_999], Durations, (users, duration) => new Func<StagedShape, StagedShape>(shape => shape.Spike(users, duration))),
        Gen.Select(Gen.Int[0, 99], Gen.Int[100, 999], Durations, Durations, (low, high, period, duration) => new Func<StagedShape, StagedShape>(shape => shape.Sine(low, high, period, duration))),
        Gen.Select(Gen.Int[0, 99], Gen.Int[100, 999], Durations, (low, high, duration) => new Func<StagedShape, StagedShape>(shape => shape.DoubleWave(low, high, duration))));

    [Fact]
    public void What_a_shape_is_written_as_is_read_as_the_same_shape() =>
        Stage.Array[1, 5].Sample(stages =>
        {
            var shape = stages.Aggregate(new StagedShape([]), (shape, add) => add(shape));

            var read = Read(shape.ToString());

            Assert.Equal((shape.ToString(), shape.Duration, shape.PeakUsers), (read.ToString(), read.Duration, read.PeakUsers));
        });

    [Theory]
    [InlineData("ramp to 100 over 1m, hold for 5m", "ramp 100 1m, hold 5m")]
    [InlineData("  RAMP 100 60 ,hold 300", "ramp 100 1m, hold 5m")]
    [InlineData("step to 5 for 1s, steps to 10 by 5 every 1s", "step 5 1s, steps 10 by 5 every 1s")]
    [InlineData("spike 500 for 0.5s", "spike 500 500ms")]
    public void Words_that_read_well_may_be_left_out(string text, string same) => Assert.Equal(same, Read(text).ToString());

    [Theory]
    [InlineData("ramp", "ends at column 5; expected a number of users")]
    [InlineData("ramp 100", "ends at column 9; expected a time")]
    [InlineData("ramp 100 1m,", "ends at column 13; expected a stage")]
    [InlineData("ramp 100 1m hold 5m", "'hold' at column 13; expected a comma")]
    [InlineData("ramp 1.5 1m", "'1.5' at column 6; expected a whole number")]
    [InlineData("ramp -5 1m", "'-5' at column 6; expected a whole number")]
    [InlineData("ramp 100 soon", "'soon' at column 10; expected a time")]
    [InlineData("ramp 100 0s", "'0s' at column 10; expected a time above 0")]
    [InlineData("rampe 100 1m", "'rampe' at column 1; expected a stage")]
    [InlineData("rampe 100 1m", "Did you mean 'ramp'?")]
    [InlineData("hold 1m,, hold 1m", "',' at column 9; expected a stage")]
    [InlineData("sine 10-100 period 1m for 1m", "'10-100' at column 6; expected two numbers")]
    [InlineData("sine 100..10 period 1m for 1m", "at column 1: The wave goes from '100' to '10'")]
    [InlineData("sine 1..10 every 1m for 1m", "'every' at column 12; expected 'period'")]
    [InlineData("hold 48d, hold 2d", "at column 11: The shape lasts '50' days")]
    [InlineData("steps 0 by 5 every 1s", "at column 1: The steps lead to '0' users")]
    [InlineData("replay missing.csv", "'missing.csv', which cannot be read")]
    [InlineData("replay \"missing", "a quote that is never closed at column 8")]
    public void What_makes_no_sense_gets_a_sentence_with_its_column(string text, string part)
    {
        var problems = new List<string>();

        Assert.Null(ShapeText.Read(text, $"The shape is '{text}'", file => Path.Combine(Path.GetTempPath(), file), problems));

        Assert.Contains(part, Assert.Single(problems));
    }

    [Fact]
    public void A_recording_is_replayed_from_where_the_program_runs()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "my users.csv"), "elapsed,users\n0,1\n60,20\n");
        var problems = new List<string>();

        var shape = ShapeText.Read("replay \"my users.csv\", hold 1m", "The shape", file => Path.Combine(folder.Path, file), problems);

        Assert.Empty(problems);
        Assert.Equal((TimeSpan.FromMinutes(2), 20, "replay \"my users.csv\", hold 1m"), (shape!.Duration, shape.PeakUsers, shape.ToString()));
    }

    [Theory]
    [InlineData("10..1000 by 50 every 30s while p95 < 500ms and failures < 1%", "10..1000 by 50 every 30s while p95 < 500ms and failures < 1%")]
    [InlineData("users 1..9 by 1 every 1m while p999 < 2s", "1..9 by 1 every 1m while p999 < 2s")]
    [InlineData("1..9 by 1 every 1m while failures < 0.5%", "1..9 by 1 every 1m while failures < 0.5%")]
    public void A_search_for_the_limit_is_read(string text, string same)
    {
        var problems = new List<string>();

        var search = FindLimitText.Read(text, "The search", problems);

        Assert.Empty(problems);
        Assert.Equal(same, search!.ToString());
    }

    [Theory]
    [InlineData("10", "'10' at column 1; expected two numbers")]
    [InlineData("0..10 by 1 every 1s while p95 < 1s", "from '0' to '10'; the first is at least 1")]
    [InlineData("1..10 by 0 every 1s while p95 < 1s", "'0' users; a step is at least 1")]
    [InlineData("1..10 by 1 every 100ms while p95 < 1s", "'100ms'; it is a second at least")]
    [InlineData("1..10 by 1 every 1s", "ends at column 20; expected 'while'")]
    [InlineData("1..10 by 1 every 1s while", "ends at column 26; expected 'p' and a percentile")]
    [InlineData("1..10 by 1 every 1s while mean < 1s", "'mean' at column 27; expected 'p' and a percentile")]
    [InlineData("1..10 by 1 every 1s while p95 > 1s", "'>' at column 31; expected '<'")]
    [InlineData("1..10 by 1 every 1s while failures < 1", "'1' at column 38; expected a share")]
    [InlineData("1..10 by 1 every 1s while p95 < 1s or p99 < 1s", "'or' at column 36; expected 'and'")]
    public void A_search_that_makes_no_sense_gets_a_sentence_with_its_column(string text, string part)
    {
        var problems = new List<string>();

        Assert.Null(FindLimitText.Read(text, $"The search is '{text}'", problems));

        Assert.Contains(part, Assert.Single(problems));
    }

    private static StagedShape Read(string text)
    {
        var problems = new List<string>();
        var shape = ShapeText.Read(text, "The shape", file => file, problems);
        Assert.Empty(problems);
        return shape!;
    }
}

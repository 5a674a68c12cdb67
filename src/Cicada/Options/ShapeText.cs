using Cicada.Load;

namespace Cicada.Options;

/// <summary>
/// Reads a shape as it is typed: stages with commas between them, <c>ramp 100 1m, hold 5m, spike 500 10s</c>. The words 'to', 'over' and 'for' may stand where they read well.
/// </summary>
internal sealed class ShapeText
{
    private const string Stages = "'ramp', 'hold', 'step', 'steps', 'spike', 'sine', 'double-wave' or 'replay'";

    private readonly WordReader _words;
    private readonly Func<string, string> _resolve;

    private ShapeText(string text, string what, Func<string, string> resolve) => (_words, _resolve) = (new WordReader(text, what), resolve);

    /// <summary>Reads it.</summary>
    /// <param name="text">As it was typed.</param>
    /// <param name="what">What it is called at the beginning of a sentence, with the text and its place: <c>The shape is 'ramp'</c>.</param>
    /// <param name="resolve">Where a file is, by what it was called.</param>
    /// <param name="problems">Takes a sentence for what makes no sense.</param>
    /// <returns>The shape, or null.</returns>
    public static StagedShape? Read(string text, string what, Func<string, string> resolve, List<string> problems)
    {
        try
        {
            return new ShapeText(text, what, resolve).Shape(problems);
        }
        catch (FormatException exception)
        {
            problems.Add(exception.Message);
            return null;
        }
    }

    private StagedShape? Shape(List<string> problems)
    {
        var shape = new StagedShape([]);
        do
        {
            var (at, word) = _words.Next($"a stage, {Stages}", "ramp 100 1m");
            Func<StagedShape>? add = word switch
            {
                "ramp" => Ramp(shape),
                "hold" => Hold(shape),
                "step" => Step(shape),
                "steps" => Steps(shape),
                "spike" => Spike(shape),
                "sine" => Sine(shape),
                "double-wave" => DoubleWave(shape),
                "replay" => Replay(shape, problems),
                _ => throw _words.Unexpected(at, word, $"a stage, {Stages}", Spelling.DidYouMean(word, ["ramp", "hold", "step", "steps", "spike", "sine", "double-wave", "replay"]), "ramp 100 1m"),
            };
            if (add is null)
            {
                return null;
            }

            try
            {
                shape = add();
            }
            catch (ArgumentOutOfRangeException exception)
            {
                // The sentence of the door, without the name of the parameter that is added to it.
                throw _words.Wrong(at, exception.Message.Split(" (Parameter", 2)[0]);
            }
        }
        while (_words.TakeComma());
        _words.RequireEnd("a comma and another stage, or the end", "ramp 100 1m, hold 5m");
        return shape;
    }

    private Func<StagedShape> Ramp(StagedShape shape)
    {
        const string Example = "ramp 100 1m";
        var users = Users("to", Example);
        var duration = Duration("over", Example);
        return () => shape.RampTo(users, duration);
    }

    private Func<StagedShape> Hold(StagedShape shape)
    {
        var duration = Duration("for", "hold 5m");
        return () => shape.Hold(duration);
    }

    private Func<StagedShape> Step(StagedShape shape)
    {
        const string Example = "step 50 30s";
        var users = Users("to", Example);
        var duration = Duration("for", Example);
        return () => shape.StepTo(users, duration);
    }

    private Func<StagedShape> Steps(StagedShape shape)
    {
        const string Example = "steps 100 by 10 every 30s";
        var users = Users("to", Example);
        _words.Require("by", Example);
        var by = Users(null, Example);
        _words.Require("every", Example);
        var every = Duration(null, Example);
        return () => shape.StepsTo(users, by, every);
    }

    private Func<StagedShape> Spike(StagedShape shape)
    {
        const string Example = "spike 500 10s";
        var users = Users("to", Example);
        var duration = Duration("for", Example);
        return () => shape.Spike(users, duration);
    }

    private Func<StagedShape> Sine(StagedShape shape)
    {
        const string Example = "sine 10..100 period 2m for 10m";
        var (low, high) = _words.Range(Example);
        _words.Require("period", Example);
        var period = Duration(null, Example);
        var duration = Duration("for", Example);
        return () => shape.Sine(low, high, period, duration);
    }

    private Func<StagedShape> DoubleWave(StagedShape shape)
    {
        const string Example = "double-wave 10..100 10m";
        var (low, high) = _words.Range(Example);
        var duration = Duration("for", Example);
        return () => shape.DoubleWave(low, high, duration);
    }

    private Func<StagedShape>? Replay(StagedShape shape, List<string> problems)
    {
        var (_, file) = _words.Next("a CSV file", "replay users.csv", anyCase: true);
        return UsersFile.Read(_resolve(file), file, problems) is { } points ? () => shape.Then(new ReplayStage(file, points)) : null;
    }

    private int Users(string? before, string example)
    {
        _words.Skip(before);
        return _words.Whole(example);
    }

    private TimeSpan Duration(string? before, string example)
    {
        _words.Skip(before);
        return _words.Duration(example);
    }
}

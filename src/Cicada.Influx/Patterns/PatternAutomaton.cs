using System.Text;

namespace Cicada.Influx.Patterns;

/// <summary>
/// Looks for a pattern character by character, in all ways it may go on at once: so the time is that of the text times the pattern, and never more. For the patterns
/// .NET's own engine does not take as RE2 does.
/// </summary>
/// <remarks>
/// As Thompson's machine does it. A step is either of a set of characters, or of a place, or one that goes on in two ways; the steps that could be next are kept as a list
/// without doubles.
/// </remarks>
internal sealed class PatternAutomaton
{
    private readonly List<Step> _steps = [];

    public PatternAutomaton(PatternNode node)
    {
        Append(node);
        _steps.Add(new Step(null, null, -1, -1));
    }

    /// <summary>Whether the pattern is somewhere in a text.</summary>
    public bool IsMatch(string text)
    {
        var (current, next) = (new List<int>(), new List<int>());
        var seen = new int[_steps.Count];
        var waiting = new Stack<int>();
        int? previous = null;
        for (var at = 0; ;)
        {
            int? rune = null;
            var length = 1;
            if (at < text.Length)
            {
                rune = Rune.TryGetRuneAt(text, at, out var whole) ? whole.Value : text[at];
                length = whole.Utf16SequenceLength == 2 && rune > char.MaxValue ? 2 : 1;
            }

            // It may begin anywhere.
            current.Add(0);
            var mark = at + 1;
            next.Clear();
            foreach (var start in current)
            {
                waiting.Push(start);
                while (waiting.TryPop(out var index))
                {
                    if (seen[index] == mark)
                    {
                        continue;
                    }

                    seen[index] = mark;
                    var step = _steps[index];
                    if (step.IsEnd)
                    {
                        return true;
                    }

                    if (step.Set is { } set)
                    {
                        if (rune is { } character && set.Contains(character))
                        {
                            next.Add(step.Next);
                        }
                    }
                    else if (step.Place is null || IsAt(step.Place.Value, previous, rune))
                    {
                        waiting.Push(step.Next);
                        if (step.Other >= 0)
                        {
                            waiting.Push(step.Other);
                        }
                    }
                }
            }

            if (rune is null)
            {
                return false;
            }

            (current, next) = (next, current);
            previous = rune;
            at += length;
        }
    }

    private void Append(PatternNode node)
    {
        switch (node)
        {
            case PatternNode.One one:
                _steps.Add(new Step(one.Set, null, _steps.Count + 1, -1));
                break;
            case PatternNode.Place place:
                _steps.Add(new Step(null, place.Kind, _steps.Count + 1, -1));
                break;
            case PatternNode.Sequence sequence:
                foreach (var part in sequence.Parts)
                {
                    Append(part);
                }

                break;
            case PatternNode.Choice choice:
                AppendChoice(choice);
                break;
            case PatternNode.Repetition repetition:
                AppendRepetition(repetition);
                break;
        }
    }

    private void AppendChoice(PatternNode.Choice choice)
    {
        var ends = new List<int>();
        for (var i = 0; i < choice.Parts.Count; i++)
        {
            var fork = _steps.Count;
            _steps.Add(default);
            Append(choice.Parts[i]);
            ends.Add(_steps.Count);
            _steps.Add(default);
            _steps[fork] = new Step(null, null, fork + 1, i < choice.Parts.Count - 1 ? _steps.Count : -1);
        }

        foreach (var end in ends)
        {
            _steps[end] = new Step(null, null, _steps.Count, -1);
        }
    }

    private void AppendRepetition(PatternNode.Repetition repetition)
    {
        for (var i = 0; i < repetition.Least; i++)
        {
            Append(repetition.Part);
        }

        var forks = new List<int>();
        for (var i = repetition.Least; i < repetition.Most || (repetition.Most < 0 && i == repetition.Least); i++)
        {
            forks.Add(_steps.Count);
            _steps.Add(default);
            Append(repetition.Part);
        }

        if (repetition.Most < 0)
        {
            _steps.Add(new Step(null, null, forks[0], -1));
        }

        foreach (var fork in forks)
        {
            _steps[fork] = new Step(null, null, fork + 1, _steps.Count);
        }
    }

    private static bool IsAt(PatternPlace place, int? previous, int? next) => place switch
    {
        PatternPlace.TextBegin => previous is null,
        PatternPlace.TextEnd => next is null,
        PatternPlace.LineBegin => previous is null or '\n',
        PatternPlace.LineEnd => next is null or '\n',
        PatternPlace.WordEdge => IsWord(previous) != IsWord(next),
        _ => IsWord(previous) == IsWord(next),
    };

    private static bool IsWord(int? rune) => rune is '_' or (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z');

    /// <param name="Set">The characters that lead on, or null where none is read.</param>
    /// <param name="Place">The place it asks for, or null.</param>
    /// <param name="Next">The step that follows; less than 0 where the pattern has been found.</param>
    /// <param name="Other">Another that may follow, or less than 0.</param>
    private readonly record struct Step(RuneSet? Set, PatternPlace? Place, int Next, int Other)
    {
        public bool IsEnd => Next < 0;
    }
}

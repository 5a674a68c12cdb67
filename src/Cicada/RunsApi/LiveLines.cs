using Cicada.Storage.Queries;

namespace Cicada.RunsApi;

/// <summary>Log messages that wait for the end of their second. Of a flood only some are sent: a page sees the gap in their numbers, and asks for the rest if it wants it.</summary>
internal sealed class LiveLines
{
    private const int MostLines = 100;
    private const int MostCharacters = 64 * 1024;

    private readonly Lock _gate = new();
    private List<RecordedLine> _lines = [];
    private int _characters;

    public void Add(LogMessage message)
    {
        var line = new RecordedLine(
            message.Sequence, DateTimeOffset.UnixEpoch.AddTicks(message.TimeNanoseconds / 100), message.ElapsedSeconds, message.Level, message.Category, message.Message);
        lock (_gate)
        {
            if (_lines.Count < MostLines && _characters < MostCharacters)
            {
                _lines.Add(line);
                _characters += line.Message.Length;
            }
        }
    }

    /// <summary>Those since the last time.</summary>
    public IReadOnlyList<RecordedLine> Take()
    {
        lock (_gate)
        {
            var taken = _lines;
            (_lines, _characters) = ([], 0);
            return taken;
        }
    }
}

using System.Text;

namespace Cicada.Tests.Commands;

/// <summary>Takes what a program prints, and tells when something has been printed.</summary>
internal sealed class WatchedWriter : TextWriter
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();
    private readonly List<(string[] Words, TaskCompletionSource Seen)> _waiting = [];

    public override Encoding Encoding => Encoding.UTF8;

    public string Text
    {
        get
        {
            lock (_gate)
            {
                return _text.ToString();
            }
        }
    }

    public override void Write(char value) => Add(value.ToString());

    public override void Write(string? value) => Add(value ?? "");

    public override void Write(char[] buffer, int index, int count) => Add(new string(buffer, index, count));

    public override void WriteLine(string? value) => Add(value + Environment.NewLine);

    public override Task WriteLineAsync(string? value)
    {
        WriteLine(value);
        return Task.CompletedTask;
    }

    /// <summary>Waits until one of these words has been printed.</summary>
    public Task WaitAsync(params string[] words)
    {
        lock (_gate)
        {
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((words, seen));
            Tell();
            return seen.Task;
        }
    }

    private void Add(string text)
    {
        lock (_gate)
        {
            _text.Append(text);
            Tell();
        }
    }

    private void Tell()
    {
        var all = _text.ToString();
        foreach (var (_, seen) in _waiting.Where(one => one.Words.Any(word => all.Contains(word, StringComparison.Ordinal))))
        {
            seen.TrySetResult();
        }
    }
}

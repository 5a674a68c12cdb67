using System.Text;

namespace Cicada.TestSupport;

/// <summary>What a program writes to one of its streams, readable while it still writes, and awaitable by what it says.</summary>
internal sealed class ProgramText
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();
    private readonly List<(string Wanted, TaskCompletionSource Seen)> _waiting = [];
    private bool _ended;

    public override string ToString()
    {
        lock (_gate)
        {
            return _text.ToString();
        }
    }

    /// <summary>Reads a stream to its end; completes then.</summary>
    public async Task ReadAsync(TextReader reader)
    {
        var buffer = new char[4096];
        int read;
        while ((read = await reader.ReadAsync(buffer)) > 0)
        {
            Append(buffer.AsSpan(0, read));
        }

        End();
    }

    /// <summary>Completes once the text contains what is wanted, and fails when the stream ends without it.</summary>
    public Task Contains(string wanted)
    {
        lock (_gate)
        {
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (Has(wanted))
            {
                seen.SetResult();
            }
            else if (_ended)
            {
                Fail(wanted, seen);
            }
            else
            {
                _waiting.Add((wanted, seen));
            }

            return seen.Task;
        }
    }

    private void Append(ReadOnlySpan<char> part)
    {
        lock (_gate)
        {
            _text.Append(part);
            foreach (var (_, seen) in _waiting.Where(w => Has(w.Wanted)))
            {
                seen.TrySetResult();
            }

            _waiting.RemoveAll(w => w.Seen.Task.IsCompleted);
        }
    }

    private void End()
    {
        lock (_gate)
        {
            _ended = true;
            foreach (var (wanted, seen) in _waiting)
            {
                Fail(wanted, seen);
            }

            _waiting.Clear();
        }
    }

    private bool Has(string wanted) => _text.ToString().Contains(wanted, StringComparison.Ordinal);

    private void Fail(string wanted, TaskCompletionSource seen) =>
        seen.TrySetException(new InvalidOperationException($"The program never wrote '{wanted}'. It wrote:\n{_text}"));
}

using System.Collections;
using Cicada.Influx.Patterns;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>The rows of one statement's answer, to be read once; and how reading them ended.</summary>
/// <param name="rows">The rows; reading them does what the statement says.</param>
/// <param name="warnings">What is said of the statement, if it succeeds.</param>
/// <param name="running">The query it belongs to.</param>
internal sealed class StatementAnswer(IEnumerable<ResultRows> rows, IReadOnlyList<string> warnings, RunningQuery running) : IEnumerable<ResultRows>
{
    private readonly List<string> _messages = [.. warnings];
    private bool _isBegun;

    /// <summary>Warnings; none after a failure.</summary>
    public IReadOnlyList<string> Messages => _messages;

    /// <summary>Whether it was read to its end.</summary>
    public bool IsComplete { get; private set; }

    public IEnumerator<ResultRows> GetEnumerator()
    {
        if (_isBegun)
        {
            throw new InvalidOperationException("The answer of a statement can be read once: reading it does what the statement says.");
        }

        _isBegun = true;
        return Read();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private IEnumerator<ResultRows> Read()
    {
        using var reader = Translated(rows.GetEnumerator);
        while (Translated(reader.MoveNext))
        {
            yield return reader.Current;
        }

        IsComplete = true;
    }

    private T Translated<T>(Func<T> read)
    {
        try
        {
            running.Cancellation.ThrowIfCancellationRequested();
            return read();
        }
        catch (OperationCanceledException) when (running.Interruption is { } interruption)
        {
            _messages.Clear();
            throw interruption;
        }
        catch (Exception exception) when (exception is StoreException or PatternSyntaxException)
        {
            _messages.Clear();
            throw new QueryFailedException((exception as StoreException)?.InfluxMessage ?? exception.Message, exception);
        }
        catch
        {
            _messages.Clear();
            throw;
        }
    }
}

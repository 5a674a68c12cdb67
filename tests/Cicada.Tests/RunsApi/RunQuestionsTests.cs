using Cicada.RunsApi;
using Cicada.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Cicada.Tests.RunsApi;

/// <summary>How many questions there are at a time, and how long they may take.</summary>
public sealed class RunQuestionsTests
{
    private readonly FakeTimeProvider _clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_question_that_takes_too_long_is_ended_with_a_sentence()
    {
        using var asked = new SemaphoreSlim(0);
        using var questions = new RunQuestions("", (_, ended) => Wait(asked, ended), new(), _clock);

        var answer = questions.AskAsync((_, _) => 1, Cancellation);
        await asked.WaitAsync(Cancellation);
        _clock.Advance(TimeSpan.FromSeconds(60));

        var refusal = await Assert.ThrowsAsync<RefusedRequestException>(() => answer);
        Assert.Equal(503, refusal.Status);
        Assert.StartsWith("The answer was not there after 60 s", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_of_somebody_who_has_gone_is_ended()
    {
        using var asked = new SemaphoreSlim(0);
        using var gone = new CancellationTokenSource();
        using var questions = new RunQuestions("", (_, ended) => Wait(asked, ended), new(), _clock);

        var answer = questions.AskAsync((_, _) => 1, gone.Token);
        await asked.WaitAsync(Cancellation);
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
    }

    [Fact]
    public async Task So_many_are_answered_at_a_time_some_wait_and_the_others_are_refused()
    {
        using var asked = new SemaphoreSlim(0);
        using var gone = new CancellationTokenSource();
        using var questions = new RunQuestions("", (_, ended) => Wait(asked, ended), new() { QuestionsAtOnce = 2, MostWaiting = 1 }, _clock);

        var answered = Enumerable.Range(0, 2).Select(_ => questions.AskAsync((_, _) => 1, gone.Token)).ToList();
        await asked.WaitAsync(Cancellation);
        await asked.WaitAsync(Cancellation);
        var waiting = questions.AskAsync((_, _) => 1, gone.Token);
        var refusal = await Assert.ThrowsAsync<RefusedRequestException>(() => questions.AskAsync((_, _) => 1, gone.Token));
        await gone.CancelAsync();

        Assert.Equal((503, "Too many questions wait for their answers already. Try again in a moment."), (refusal.Status, refusal.Message));
        foreach (var task in answered.Append(waiting))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        }
    }

    [Theory]
    [InlineData(false, 422)]
    [InlineData(true, 503)]
    public async Task A_store_that_refuses_a_question_is_not_one_in_trouble(bool isInTrouble, int status)
    {
        using var questions = new RunQuestions(
            "", (_, _) => throw new StoreException("It will not do.", isInTrouble ? new IOException("the disk") : null), new(), _clock);

        var refusal = await Assert.ThrowsAsync<RefusedRequestException>(() => questions.AskAsync((_, _) => 1, Cancellation));

        Assert.Equal((status, "It will not do."), (refusal.Status, refusal.Message));
    }

    // As DuckDB does where it is interrupted.
    private static RunHistory Wait(SemaphoreSlim asked, CancellationToken ended)
    {
        asked.Release();
        ended.WaitHandle.WaitOne();
        throw new OperationCanceledException(ended);
    }
}

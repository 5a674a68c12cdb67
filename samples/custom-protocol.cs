#:project ../src/Cicada/Cicada.csproj

// Anything that takes time can be measured: a call to a database, a message queue, your own protocol.
// Run it: dotnet run samples/custom-protocol.cs -- --headless -u 10 -r 10 -t 5s

using Cicada;

return await LoadTest.RunAsync(args);

public sealed class ChatUser : User
{
    public override WaitTime WaitTime => WaitTime.Between(0.05, 0.15);

    [Task]
    public async Task Say()
    {
        using var call = Measure("chat", "say");            // time runs from here to the end of the block
        var answer = await SayAsync("hello");
        call.ResponseLength = answer.Length;
        if (answer != "HELLO")
        {
            call.Fail($"expected 'HELLO', got '{answer}'");
        }
    }

    // In place of a real protocol: an answer that takes 1 to 20 ms, from the user's own random numbers.
    private async Task<string> SayAsync(string text)
    {
        await Task.Delay(Random.Next(1, 20), Cancellation);
        return text.ToUpperInvariant();
    }
}

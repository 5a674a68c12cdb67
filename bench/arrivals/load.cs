#:project ../../src/Cicada/Cicada.csproj

// Arrivals of a task that does nothing: what is measured is how many there can be, and how late each begins.
using Cicada;

return await LoadTest.RunAsync(args);

public sealed class Nothing : User
{
    [Task]
    public void Do()
    {
        using var call = Measure("NONE", "nothing");
    }
}

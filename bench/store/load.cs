#:project ../../src/Cicada/Cicada.csproj
using Cicada;

return await LoadTest.RunAsync(args);

public sealed class FastUser : HttpUser
{
    [Task]
    public Task Root() => Client.GetAsync("/", Cancellation);
}

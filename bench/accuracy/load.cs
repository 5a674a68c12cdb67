#:project ../../src/Cicada/Cicada.csproj
using Cicada;

return await LoadTest.RunAsync(args);

public sealed class Asking : HttpUser
{
    [Task]
    public Task Ask() => Client.GetAsync("/", Cancellation);
}

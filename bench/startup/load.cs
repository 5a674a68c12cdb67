#:project ../../src/Cicada/Cicada.csproj

// What bench/startup/run.sh starts of Cicada: one user, one request. When Main began is noted here, outside the product, and written down once all is over.
using Cicada;

var began = DateTime.UtcNow;
var code = await LoadTest.RunAsync(args);
if (Environment.GetEnvironmentVariable("BEGAN") is { } file)
{
    File.WriteAllText(file, (began - DateTime.UnixEpoch).TotalSeconds.ToString("F6"));
}

return code;

public sealed class Visitor : HttpUser
{
    [Task]
    public Task Root() => Client.GetAsync("/", Cancellation);
}

// For comparison: the least a program of .NET does to ask for something once.
var began = DateTime.UtcNow;
using var client = new HttpClient();
await client.GetAsync(args[0]);
if (Environment.GetEnvironmentVariable("BEGAN") is { } file)
{
    File.WriteAllText(file, (began - DateTime.UnixEpoch).TotalSeconds.ToString("F6"));
}

#:sdk Microsoft.NET.Sdk.Web
#:property PublishAot=false

// A target as they are: answers of about 10 ms with a long tail, and now and then a pause that hits all of them at once. Its times are multiplied by a factor.
//   dotnet target.dll PORT FACTOR
var factor = double.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture);
var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls($"http://127.0.0.1:{args[0]}");
var app = builder.Build();
var clear = Task.CompletedTask;
app.MapGet("/", async () =>
{
    var normal = Math.Sqrt(-2 * Math.Log(1 - Random.Shared.NextDouble())) * Math.Cos(2 * Math.PI * Random.Shared.NextDouble());
    await Task.Delay(TimeSpan.FromMilliseconds(factor * 10 * Math.Exp(0.5 * normal)));
    await clear;
    return Results.Text("{\"id\": 5}", "application/json");
});
_ = Task.Run(async () =>
{
    while (true)
    {
        await Task.Delay(TimeSpan.FromSeconds(-4 * Math.Log(1 - Random.Shared.NextDouble())));
        clear = Task.Delay(TimeSpan.FromMilliseconds(factor * 60));
    }
});
app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine("ready"));
app.Run();

#:project ../src/Cicada/Cicada.csproj

// A run that is sent to an InfluxDB from code, with a measurement of the test's own beside what Cicada records.
// Run it: dotnet run samples/influxdb.cs -- --headless -u 5 -r 5 -t 10s
// Without a server at localhost:8086 the run begins all the same; what waits is sent by 'influx replay', see docs/guides/influxdb.md.

using Cicada;

return await LoadTest.RunAsync(args, test =>
{
    test.DefaultTarget = async cancellation => await DemoShop.StartAsync(cancellation);
    test.Outputs.Add(new InfluxOutput(new InfluxOptions
    {
        Address = "http://localhost:8086/mydb",
        Password = Environment.GetEnvironmentVariable("INFLUX_PASSWORD"),
        User = Environment.GetEnvironmentVariable("INFLUX_USER"),
        Mode = InfluxMode.Both,
        FinalTimeout = TimeSpan.FromSeconds(5),
    }));
});

public sealed class ShopUser : HttpUser
{
    public override WaitTime WaitTime => WaitTime.Between(0.1, 0.5);

    [Task(3)]
    public async Task Root() => await Client.GetAsync("/", Cancellation);

    [Task]
    public async Task Item() => await Client.GetAsync($"/item/{Random.Next(1, 100)}", Cancellation, name: "/item/{id}");
}

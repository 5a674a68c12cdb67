// What people do today: a point for each request, written from inside the request event, and the user waits for it.
// The InfluxDB and its database are in INFLUX, for instance http://127.0.0.1:8086/write?db=bench; without it nothing is written.
#:project ../../src/Cicada/Cicada.csproj
using System.Globalization;
using Cicada;

var influx = Environment.GetEnvironmentVariable("INFLUX");
using var client = new HttpClient();
return await LoadTest.RunAsync(args, test =>
{
    if (!string.IsNullOrEmpty(influx))
    {
        test.Events.Request.Add(Write);
    }
});

void Write(RequestEvent request)
{
    var time = (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks * 100;
    var point = string.Create(CultureInfo.InvariantCulture, $"""
        locust_requests,request_type={request.RequestType},name={request.Name},success={request.Exception is null},exception=None response_time={request.ResponseTime},response_length={request.ResponseLength}i {time}
        """);
    using var message = new HttpRequestMessage(HttpMethod.Post, influx) { Content = new StringContent(point) };
    using var answer = client.Send(message);
    answer.EnsureSuccessStatusCode();
}

public sealed class FastUser : HttpUser
{
    [Task]
    public Task Root() => Client.GetAsync("/", Cancellation);
}

using System.Text.Json;

namespace Cicada.Tests.Influx;

/// <summary>The code of docs/guides/influxdb.md.</summary>
internal static class InfluxGuide
{
    public static async Task AskAsync()
    {
        var query = "SELECT count, p95 FROM cicada_run_summary WHERE \"name\" = '(all)' GROUP BY run";
        using var client = new HttpClient { BaseAddress = new Uri("http://localhost:8086") };
        using var answer = await client.GetAsync($"/query?db=mydb&epoch=ms&q={Uri.EscapeDataString(query)}");
        answer.EnsureSuccessStatusCode();
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync());
        foreach (var series in document.RootElement.GetProperty("results")[0].GetProperty("series").EnumerateArray())
        {
            var values = series.GetProperty("values")[0];       // time, count, p95
            Console.WriteLine($"{series.GetProperty("tags").GetProperty("run")}: {values[1]} requests, p95 {values[2]} ms");
        }
    }

    public static async Task<int> RunAsync(string[] args)
    {
        return await LoadTest.RunAsync(args, test => test.Outputs.Add(new InfluxOutput(new InfluxOptions
        {
            Address = "http://localhost:8086/mydb",
            Mode = InfluxMode.Statistics,
        })));
    }
}

// Asks two servers that speak InfluxDB's HTTP interface the same questions about the same points, in turns, and prints how long each takes.
// dotnet run queries.cs -- ADDRESS OTHER-ADDRESS POINTS ROUNDS
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var servers = args.Take(2).Select(address => new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(10) }).ToArray();
var (points, rounds) = (int.Parse(args[2]), int.Parse(args[3]));
const long Start = 1_704_067_200_000_000_000;
const string Rows = "SELECT response_time FROM http_reqs";
var end = Start + 1_000_000_000_000;
foreach (var server in servers)
{
    await Ask(server, "CREATE DATABASE bench", post: true);
    foreach (var batch in Batches())
    {
        using var answer = await server.PostAsync("write?db=bench", new ByteArrayContent(batch));
        if (answer.StatusCode != HttpStatusCode.NoContent)
        {
            throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
        }
    }
}

var range = $"time >= {Start} AND time < {end}";
(string Name, string Query)[] questions =
[
    ("mean by 1 s", $"SELECT mean(response_time) FROM http_reqs WHERE {range} GROUP BY time(1s)"),
    ("mean by 1 s and name", $"SELECT mean(response_time) FROM http_reqs WHERE {range} GROUP BY time(1s), \"name\""),
    ("mean by 10 s", $"SELECT mean(response_time) FROM http_reqs WHERE {range} GROUP BY time(10s)"),
    ("mean by 10 s and name", $"SELECT mean(response_time) FROM http_reqs WHERE {range} GROUP BY time(10s), \"name\""),
    ("p95 by 1 s", $"SELECT percentile(response_time, 95) FROM http_reqs WHERE {range} GROUP BY time(1s)"),
    ("p95 by 1 s and name", $"SELECT percentile(response_time, 95) FROM http_reqs WHERE {range} GROUP BY time(1s), \"name\""),
    ("p95 by 10 s", $"SELECT percentile(response_time, 95) FROM http_reqs WHERE {range} GROUP BY time(10s)"),
    ("p95 by 10 s and name", $"SELECT percentile(response_time, 95) FROM http_reqs WHERE {range} GROUP BY time(10s), \"name\""),
    ("mean, p95, max, count by 10 s", $"SELECT mean(response_time), percentile(response_time, 95), max(response_time), count(response_time) FROM http_reqs WHERE {range} GROUP BY time(10s)"),
    ("p99 over all", "SELECT percentile(response_time, 99) FROM http_reqs"),
    ("max over all", "SELECT max(response_length) FROM http_reqs"),
    ("count where field > 200", "SELECT count(response_time) FROM http_reqs WHERE response_time > 200"),
    ("one name, count by 1 s", $"SELECT count(response_time) FROM http_reqs WHERE \"name\" = '/page/3' AND {range} GROUP BY time(1s)"),
    ("errors by 10 s", $"SELECT count(response_time) FROM http_reqs WHERE success = 'false' AND {range} GROUP BY time(10s)"),
    ("last minute by 1 s", $"SELECT mean(response_time) FROM http_reqs WHERE time >= {end - 60_000_000_000} AND time < {end} GROUP BY time(1s)"),
    ("last 1,000 rows", "SELECT * FROM http_reqs ORDER BY time DESC LIMIT 1000"),
    ("first 10 rows", "SELECT * FROM http_reqs LIMIT 10"),
    ("SHOW TAG VALUES", "SHOW TAG VALUES FROM http_reqs WITH KEY = \"name\""),
    ("SHOW SERIES", "SHOW SERIES"),
    ("all rows of a field", Rows),
];
Console.WriteLine("| | ms | other, ms | ratio |\n|---|---|---|---|");
foreach (var (name, query) in questions)
{
    var times = new[] { new List<double>(), new List<double>() };
    var lengths = new int[2];
    var turns = query == Rows ? Math.Min(rounds, 3) : rounds;
    for (var round = 0; round < turns + 2; round++)
    {
        for (var i = 0; i < 2; i++)
        {
            var watch = Stopwatch.StartNew();
            lengths[i] = await Ask(servers[i], query, post: false);
            if (round >= 2)
            {
                times[i].Add(watch.Elapsed.TotalMilliseconds);
            }
        }
    }

    var (one, other) = (Median(times[0]), Median(times[1]));

    // The last digits of a sum may differ, and with them an answer's length a little.
    var differs = Math.Abs(lengths[0] - lengths[1]) > lengths[0] / 20 ? $" answers of {lengths[0]} and {lengths[1]} bytes!" : "";
    Console.WriteLine($"| {name} | {one:0.0} | {other:0.0} | {one / other:0.0}{differs} |");
}

static double Median(List<double> times)
{
    times.Sort();
    return times[times.Count / 2];
}

async Task<int> Ask(HttpClient server, string query, bool post)
{
    var parameters = $"db=bench&epoch=ns{(query == Rows ? "&chunked=true" : "")}&q={Uri.EscapeDataString(query)}";
    using var request = new HttpRequestMessage(post ? HttpMethod.Post : HttpMethod.Get, $"query?{parameters}");
    using var answer = await server.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    await using var body = await answer.Content.ReadAsStreamAsync();
    var buffer = new byte[65536];
    var length = 0;
    var first = "";
    int read;
    while ((read = await body.ReadAsync(buffer)) > 0)
    {
        first = length == 0 ? Encoding.UTF8.GetString(buffer, 0, Math.Min(read, 300)) : first;
        length += read;
    }

    return answer.IsSuccessStatusCode && !first.Contains("\"error\"", StringComparison.Ordinal) ? length : throw new InvalidOperationException($"{server.BaseAddress}: {query}: {first}");
}

// 28 series of good requests and 14 of failed ones, 7 names, 2 fields, 1,000 seconds, times that are never the same.
IEnumerable<byte[]> Batches()
{
    var random = new Random(1);
    var text = new StringBuilder();
    for (var i = 0; i < points; i++)
    {
        var time = Start + (long)(i * (1e12 / points)) + random.Next(1000);
        var page = random.Next(7);
        var isGood = random.Next(50) > 0;
        text.Append($"http_reqs,name=/page/{page},method={(random.Next(2) == 0 ? "GET" : "POST")},success={(isGood ? "true" : "false")},worker=w{(isGood ? random.Next(2) : 1)},scenario=default ");
        text.Append($"response_time={Math.Round(Math.Exp(3 + (random.NextDouble() * 3)), 6)},response_length={random.Next(100, 99_999)}i {time}\n");
        if (i % 5000 == 4999 || i == points - 1)
        {
            yield return Encoding.UTF8.GetBytes(text.ToString());
            text.Clear();
        }
    }
}

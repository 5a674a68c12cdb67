// Sends points of load tests, made beforehand, over one connection, one batch after the other, and says how fast they were acknowledged.
// dotnet run ingest.cs -- ADDRESS DATABASE POINTS BATCH [CONNECTIONS]
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

var address = new Uri(args[0]);
var (database, points, batchSize) = (args[1], int.Parse(args[2], CultureInfo.InvariantCulture), int.Parse(args[3], CultureInfo.InvariantCulture));
var connections = args.Length > 4 ? int.Parse(args[4], CultureInfo.InvariantCulture) : 1;
var requests = Enumerable.Range(0, connections).Select(connection => Requests(connection, points / connections)).ToList();
var times = new List<double>();

var watch = Stopwatch.StartNew();
var senders = requests.Select(list => Task.Factory.StartNew(() => Send(list), TaskCreationOptions.LongRunning)).ToArray();
Task.WaitAll(senders);
var seconds = watch.Elapsed.TotalSeconds;
times.Sort();
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{points / seconds:0} points/s, batch p50 {times[times.Count / 2]:0.0} ms, p99 {times[times.Count * 99 / 100]:0.0} ms, {requests[0].Sum(request => (long)request.Length) * connections / (double)points:0} bytes a point"));

// 28 series of good requests and 14 of failed ones, 2 fields, nanoseconds that are never the same.
List<byte[]> Requests(int connection, int count)
{
    var random = new Random(connection);
    var list = new List<byte[]>();
    var time = 1_795_532_626_000_000_000L;
    var text = new StringBuilder();
    for (var i = 0; i < count;)
    {
        text.Clear();
        for (var j = 0; j < batchSize && i < count; i++, j++)
        {
            time += random.Next(1, 2_000_000_000 / 10_000);
            var isGood = random.Next(200) > 0;
            var page = random.Next(14);
            text.Append("http_reqs,name=/page/").Append(page).Append(",method=").Append(isGood && page % 2 == 0 && random.Next(2) == 0 ? "POST" : "GET")
                .Append(",success=").Append(isGood ? "true" : "false").Append(",worker=w").Append(connection).Append(",scenario=default")
                .Append(" response_time=").Append((random.Next(1_000, 90_000_000) / 1e6).ToString("R", CultureInfo.InvariantCulture))
                .Append(",response_length=").Append(random.Next(100, 99_999)).Append("i ").Append(time).Append('\n');
        }

        var body = Encoding.UTF8.GetBytes(text.ToString());
        var head = Encoding.ASCII.GetBytes($"POST /write?db={database} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Length: {body.Length}\r\nContent-Type: text/plain\r\n\r\n");
        list.Add([.. head, .. body]);
    }

    return list;
}

void Send(List<byte[]> list)
{
    using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    socket.Connect(address.Host, address.Port);
    var answer = new byte[8192];
    foreach (var request in list)
    {
        var start = Stopwatch.GetTimestamp();
        for (var sent = 0; sent < request.Length; sent += socket.Send(request.AsSpan(sent)))
        {
        }

        // A 204 has no body: its head is the whole answer.
        var length = 0;
        do
        {
            var read = socket.Receive(answer.AsSpan(length));
            length += read > 0 ? read : throw new IOException("The server closed the connection.");
        }
        while (!answer.AsSpan(0, length).EndsWith("\r\n\r\n"u8));
        if (!answer.AsSpan(0, length).StartsWith("HTTP/1.1 204"u8))
        {
            throw new IOException(Encoding.UTF8.GetString(answer, 0, length));
        }

        lock (times)
        {
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
    }
}

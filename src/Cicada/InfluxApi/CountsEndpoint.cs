using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Cicada.InfluxApi;

/// <summary><c>/debug/vars</c>, which Telegraf's input for InfluxDB reads, and <c>/metrics</c> for Prometheus: how many requests there were.</summary>
internal sealed class CountsEndpoint(RequestCounts counts, UserCheck users, TimeProvider clock)
{
    private readonly DateTimeOffset _started = clock.GetUtcNow();

    public Task VariablesAsync(HttpContext context) => SayAsync(context, "application/json; charset=utf-8", Variables);

    public Task MetricsAsync(HttpContext context) => SayAsync(context, "text/plain; version=0.0.4; charset=utf-8", Metrics);

    private async Task SayAsync(HttpContext context, string type, Action<AnswerBuffer> write)
    {
        // Unlike in InfluxDB, where they are told to anybody.
        var caller = await users.CheckAsync(context);
        if (caller.Refusal is { } refusal)
        {
            await InfluxReply.ErrorAsync(context, caller.Status, refusal);
            return;
        }

        using var body = new AnswerBuffer();
        write(body);
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Count;
        await context.Response.Body.WriteAsync(body.Written, context.RequestAborted);
    }

    private void Variables(AnswerBuffer to)
    {
        var now = clock.GetUtcNow();
        var json = new JsonLayout(to, isIndented: false);
        json.StartObject();
        json.Name("system");
        json.StartObject();
        json.Name("currentTime");
        json.String(now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture));
        json.Name("started");
        json.String(_started.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture));
        json.Name("uptime");
        json.Integer((long)(now - _started).TotalSeconds);
        json.EndObject();
        json.Name("httpd");
        json.StartObject();
        json.Name("name");
        json.String("httpd");
        json.Name("tags");
        json.StartObject();
        json.EndObject();
        json.Name("values");
        json.StartObject();
        foreach (var (name, value) in new[]
        {
            ("authFail", counts.Unauthorized), ("clientError", counts.ClientErrors), ("queryReq", counts.Queries),
            ("req", counts.Requests), ("serverError", counts.ServerErrors), ("writeReq", counts.Writes),
        })
        {
            json.Name(name);
            json.Integer(value);
        }

        json.EndObject();
        json.EndObject();
        json.EndObject();
        json.EndDocument();
    }

    private void Metrics(AnswerBuffer to)
    {
        var text = new StringBuilder();
        foreach (var (name, what, value) in new[]
        {
            ("requests", "Requests.", counts.Requests), ("queries", "Requests with queries.", counts.Queries), ("writes", "Requests with points.", counts.Writes),
            ("client_errors", "Requests that were refused.", counts.ClientErrors), ("server_errors", "Requests that failed here.", counts.ServerErrors),
            ("unauthorized", "Requests without a right password.", counts.Unauthorized),
        })
        {
            text.Append(CultureInfo.InvariantCulture, $"# HELP cicada_http_{name}_total {what}\n# TYPE cicada_http_{name}_total counter\ncicada_http_{name}_total {value}\n");
        }

        to.Advance(Encoding.UTF8.GetBytes(text.ToString(), to.GetSpan(text.Length)));
    }
}

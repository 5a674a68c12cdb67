using Microsoft.AspNetCore.Http;

namespace Cicada.InfluxApi;

/// <summary><c>/ping</c>, <c>/status</c> and <c>/health</c>: says that the server is there, to anybody.</summary>
internal static class PingEndpoint
{
    public static Task PingAsync(HttpContext context) =>
        context.Request.Query["verbose"].ToString() is "" or "0" or "false" || HttpMethods.IsHead(context.Request.Method)
            ? InfluxReply.NoContentAsync(context)
            : SayAsync(context, $$"""{"version":"{{InfluxReply.Version}}"}""" + "\n");

    public static Task StatusAsync(HttpContext context) => InfluxReply.NoContentAsync(context);

    public static Task HealthAsync(HttpContext context) => SayAsync(
        context, $$"""{"checks":[],"message":"ready for queries and writes","name":"influxdb","status":"pass","version":"{{InfluxReply.Version}}"}""" + "\n");

    private static async Task SayAsync(HttpContext context, string json)
    {
        var body = System.Text.Encoding.UTF8.GetBytes(json);
        context.Response.ContentType = AnswerFormat.Json.ContentType;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}

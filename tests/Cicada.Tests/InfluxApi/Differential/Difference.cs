namespace Cicada.Tests.InfluxApi.Differential;

/// <summary>Two servers disagree.</summary>
public sealed record Difference(string Place, string What, Question Question, Answer Expected, Answer Actual)
{
    private const int Shown = 1500;

    /// <summary>A simpler query they disagree about too, or null.</summary>
    public string? Simpler { get; init; }

    public override string ToString() => $"""
        ---- {Place}: {What}
        {Question}
        {(Simpler is null ? "" : $"simpler: {Simpler}")}
        influxd: {Expected.Status} {Cut(Expected.Body)}
        cicada:  {Actual.Status} {Cut(Actual.Body)}

        """;

    private static string Cut(string body) => (body.Length <= Shown ? body : body[..Shown] + "…").TrimEnd();
}

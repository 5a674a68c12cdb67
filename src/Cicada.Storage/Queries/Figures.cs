namespace Cicada.Storage.Queries;

/// <summary>The figures by which runs are compared, as the numbers they are.</summary>
internal static class Figures
{
    public static double Of(ComparedFigure figure, RequestSummary request) => figure switch
    {
        ComparedFigure.Rps => request.Rps,
        ComparedFigure.FailureRatio => request.Count > 0 ? (double)request.Failures / request.Count : 0,
        ComparedFigure.Mean => request.Mean,
        ComparedFigure.P50 => request.P50,
        ComparedFigure.P75 => request.P75,
        ComparedFigure.P90 => request.P90,
        ComparedFigure.P95 => request.P95,
        ComparedFigure.P99 => request.P99,
        ComparedFigure.P999 => request.P999,
        ComparedFigure.Max => request.Max,
        ComparedFigure.Count => request.Count,
        ComparedFigure.Bytes => request.Bytes,
        _ => throw new ArgumentOutOfRangeException(nameof(figure)),
    };
}

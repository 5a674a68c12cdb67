namespace Cicada.Influx.Selection;

/// <summary>Answers prepared SELECTs.</summary>
internal static class SelectExecution
{
    /// <summary>The answer's rows, series by series; computed as they are read.</summary>
    /// <exception cref="QueryFailedException">It takes more than the limits allow.</exception>
    public static IEnumerable<ResultRows> Run(PreparedSelect select, IPointSource points, SelectOptions options, CancellationToken cancellation) => throw new NotImplementedException();
}

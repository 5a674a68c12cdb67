using Cicada.Influx.Queries;

namespace Cicada.Influx.Selection;

/// <summary>Finds out what a SELECT means, and refuses what makes no sense.</summary>
internal static class SelectPreparation
{
    /// <summary>Prepares a statement.</summary>
    /// <param name="statement">The statement; databases and retention policies of its measurements are filled in.</param>
    /// <param name="points">What measurements there are.</param>
    /// <param name="options">What <c>now()</c> is, and limits.</param>
    /// <exception cref="QueryFailedException">The statement makes no sense, or means more than the limits allow.</exception>
    public static PreparedSelect Prepare(Statement.Select statement, IPointSource points, SelectOptions options) => throw new NotImplementedException();
}

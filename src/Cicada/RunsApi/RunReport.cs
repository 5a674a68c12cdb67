using Cicada.Storage;
using Cicada.WebUi;

namespace Cicada.RunsApi;

/// <summary>A run as one HTML file that needs no server.</summary>
internal static class RunReport
{
    /// <summary>Makes it.</summary>
    /// <param name="history">The store.</param>
    /// <param name="run">The run's id.</param>
    /// <param name="clock">Tells when it is made, and in which zone its times are to be read.</param>
    /// <returns>The file, to be written as UTF-8.</returns>
    public static string Of(RunHistory history, string run, TimeProvider clock)
    {
        var head = history.ReadHead(run);
        return UiReport.Embedded.Page($"{head.Test} · {head.Run}", new ReportAnswers(history, head, clock).Write());
    }
}

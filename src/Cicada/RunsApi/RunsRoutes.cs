using Cicada.Storage;
using Cicada.Terminal;
using Cicada.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cicada.RunsApi;

/// <summary>Cicada's own HTTP API: everything the pages of the web UI do.</summary>
internal sealed partial class RunsRoutes : IRouteGroup, IDisposable
{
    /// <summary>What all its paths begin with.</summary>
    public const string Root = "/api/cicada/v1/";

    private const string All = "/api/cicada/*";
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    private readonly RunQuestions _questions;
    private readonly ILogger _logger;

    /// <param name="store">What is asked and changed.</param>
    /// <param name="control">The test that can be started here; null for a store that is served.</param>
    /// <param name="auth">Finds out who asks.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="logger">Is told of what nobody has foreseen.</param>
    /// <param name="options">How much it may take of the process.</param>
    public RunsRoutes(Store store, IRunControl? control, WebAuth auth, TimeProvider clock, ILogger logger, RunsApiOptions? options = null)
        : this(new RunQuestions(store.Path, store.OpenHistory, options ?? new(), clock), control, auth, clock, logger)
    {
    }

    /// <summary>The same over whatever answers questions; it is disposed with the routes.</summary>
    public RunsRoutes(RunQuestions questions, IRunControl? control, WebAuth auth, TimeProvider clock, ILogger logger)
    {
        _logger = logger;
        _questions = questions;
        var live = new LiveRuns(control);
        Endpoints =
        [
            new OpenApiEndpoint(() => Endpoints!),
            new InfoEndpoint(_questions, control, auth, clock),
            new LoginEndpoint(auth),
            new LogoutEndpoint(auth),
            new FormEndpoint(control),
            new RunListEndpoint(_questions),
            new StartEndpoint(control),
            new DeleteRunsEndpoint(_questions, live),
            new RunEndpoint(_questions, live),
            new PatchRunEndpoint(_questions, clock),
            new DeleteRunEndpoint(_questions, live),
            new StopEndpoint(_questions, live),
            new ChangeLoadEndpoint(_questions, live),
            new AnnotateEndpoint(_questions, live),
            new RequestsEndpoint(_questions, live, clock),
            .. RunReadings.Of(_questions),
            new StreamEndpoint(_questions, live, new LiveStream(clock)),
            new ExportEndpoint(_questions),
            new ReportEndpoint(_questions, (history, run) => RunReport.Of(history, run, clock)),
            .. StoreEndpoints.Of(_questions, auth, clock),
            new CompareEndpoint(_questions),
            new TrendEndpoint(_questions),
        ];
        Routes =
        [
            .. Endpoints.Select(endpoint => new WebRoute(endpoint.Description.Method, Root + endpoint.Description.Path, context => AnswerAsync(context, endpoint))
            {
                Needs = endpoint.Description.Needs,
            }),
            .. Methods.Select(method => new WebRoute(method, All, NothingAsync)),
        ];
    }

    /// <summary>All it answers.</summary>
    public IReadOnlyList<IApiEndpoint> Endpoints { get; }

    public IReadOnlyList<WebRoute> Routes { get; }

    public void Prepare(HttpContext context) => SafeHeaders.PrepareData(context);

    public Task RefuseAsync(HttpContext context, int status, string sentence) => ApiAnswer.RefuseAsync(context, status, sentence);

    public void Dispose() => _questions.Dispose();

    private async Task AnswerAsync(HttpContext context, IApiEndpoint endpoint)
    {
        try
        {
            var call = new ApiCall(context, endpoint.Description);
            _ = call.Arguments;
            await endpoint.AnswerAsync(call);
        }
        catch (RefusedRequestException refusal)
        {
            await ApiAnswer.RefuseAsync(context, refusal.Status, refusal.Message, refusal.Problems);
        }
        catch (BadHttpRequestException exception)
        {
            await ApiAnswer.RefuseAsync(context, exception.StatusCode, $"The request cannot be read: {exception.Message}");
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be told.
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            Failed(_logger, context.Request.Method, endpoint.Description.Path, exception);
            await ApiAnswer.RefuseAsync(context, StatusCodes.Status500InternalServerError, "Something went wrong here that nobody has foreseen; the log of the program says what. Please report it.");
        }
    }

    private static Task NothingAsync(HttpContext context) => ApiAnswer.RefuseAsync(
        context, StatusCodes.Status404NotFound, $"There is nothing at '{PlainText.Of(context.Request.Path.Value, 200)}'. What there is says '{Root}openapi.json'.");

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed.")]
    private static partial void Failed(ILogger logger, string method, string path, Exception exception);
}

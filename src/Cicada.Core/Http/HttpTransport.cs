using System.Buffers;
using System.Net;
using Cicada.Metrics;
using Cicada.Users;

namespace Cicada.Http;

/// <summary>How the requests of one user reach the target. What a request is, when it counts and what its failure is called is the same whichever it is.</summary>
/// <param name="session">The user's.</param>
/// <param name="options">How requests are made.</param>
/// <param name="headers">Those of every request; the test may change them.</param>
/// <param name="cookies">The user's.</param>
internal abstract class HttpTransport(UserSession session, HttpOptions options, IDictionary<string, string> headers, CookieContainer cookies) : IDisposable
{
    private static readonly SearchValues<char> HeaderNameCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    protected UserSession Session => session;

    protected HttpOptions Options => options;

    protected IDictionary<string, string> Headers => headers;

    protected CookieContainer Cookies => cookies;

    /// <summary>Makes a request and records it. What goes wrong on the way is said by the response.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="address">Where to, absolute.</param>
    /// <param name="content">The body, or null for none.</param>
    /// <param name="name">What it is grouped under.</param>
    /// <param name="own">Headers of this request; they win over those of every request.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="ArgumentException">A header is none.</exception>
    /// <exception cref="OperationCanceledException">The token, or the end of the run, ended the request.</exception>
    public abstract Task<Response> SendAsync(
        HttpMethod method, Uri address, HttpContent? content, string name, IEnumerable<KeyValuePair<string, string>>? own, CancellationToken cancellationToken);

    /// <summary>The user has ended: closes its connections, those that are still being made as well.</summary>
    public abstract void Dispose();

    /// <summary>Whether a request may start: the run leaves time for it, and nobody has given it up yet.</summary>
    /// <param name="isReleased">Whether the user has ended.</param>
    /// <param name="cancellationToken">What the test gave.</param>
    /// <returns>Whether that is a token of the test's own, which cuts the request off at once.</returns>
    /// <exception cref="OperationCanceledException">It may not.</exception>
    protected bool Admit(bool isReleased, CancellationToken cancellationToken)
    {
        if (!session.MayStartRequests || isReleased)
        {
            throw new OperationCanceledException("The run is ending; no further request is started.");
        }

        if (session.IsOwnToken(cancellationToken))
        {
            return false;
        }

        cancellationToken.ThrowIfCancellationRequested();
        return true;
    }

    /// <exception cref="ArgumentException">It is no header.</exception>
    protected static void CheckHeader(string name, string value)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(HeaderNameCharacters))
        {
            throw new ArgumentException($"'{name}' cannot be used as a header; a header's name has letters, digits and the characters !#$%&'*+-.^_`|~ only. Correct it.", nameof(name));
        }

        if (value.AsSpan().ContainsAny('\r', '\n', '\0'))
        {
            throw new ArgumentException($"The value of the header '{name}' has a line break; a header is one line. Remove it.", nameof(value));
        }
    }

    /// <summary>The request failed on its way. When the end of the user was faster, it has been recorded as cut off already.</summary>
    protected static void Fail(Response response, string error, Exception exception)
    {
        response.Progress.TryFinish();
        response.TryFail(error, HttpErrors.Describe(exception), exception);
        response.Complete();
    }

    /// <summary>The request took longer than it may.</summary>
    protected void FailForTime(Response response)
    {
        var phase = response.Progress.Phase;
        Fail(response, HttpErrors.OfTimeout(phase), new TimeoutException($"The request took longer than {options.Timeout}; it had come as far as '{phase}'."));
    }

    /// <summary>A request that was cut off counts if anything of it was sent, and never happened otherwise.</summary>
    protected static void GiveUp(Response response)
    {
        var phase = response.Progress.Phase;
        if (!response.Progress.Close())
        {
            response.Discard();
            return;
        }

        var text = $"The request was cancelled; it had come as far as '{phase}'.";
        response.TryFail(ErrorClass.Cancelled, text, new OperationCanceledException(text));
        response.Record();
    }

    /// <summary>What its status says of an answer that is there as a whole.</summary>
    protected void Judge(Response response)
    {
        if (response.StatusCode >= 400)
        {
            var text = $"The status is {response.StatusCode} ({(HttpStatusCode)response.StatusCode}).";
            response.TryFail(HttpErrorClass.OfStatus(response.StatusCode), text, new HttpRequestException(text, null, (HttpStatusCode)response.StatusCode));
        }
        else if (options.FollowRedirects && response.StatusCode >= 300 && response.RedirectsTo is { } next)
        {
            var text = $"After {options.MaximumRedirects} redirects the answer still redirects, to '{next}'.";
            response.TryFail(HttpErrorClass.TooManyRedirects, text, new HttpRequestException(text));
        }
    }
}

using System.Net;

namespace Cicada.Http;

/// <summary>
/// Gives a user's requests to a handler that is no connection, such as that of a server in this process. It does for them what <see cref="SocketsHttpHandler"/> does for
/// those that go over a network: cookies, redirects, and telling the request how far it has come.
/// </summary>
/// <param name="inner">Answers them; disposed with this.</param>
/// <param name="options">The user's.</param>
/// <param name="cookies">The user's.</param>
internal sealed class InProcessHandler(HttpMessageHandler inner, HttpOptions options, CookieContainer cookies) : DelegatingHandler(inner)
{
    private const string Cookie = "Cookie";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var sent = (HttpRequest)request;
        var own = request.Headers.TryGetValues(Cookie, out var values) ? values.ToArray() : [];
        for (var redirects = 0; ; redirects++)
        {
            AddCookies(request, own);
            if (!sent.Progress.TryStartSending())
            {
                throw new OperationCanceledException("The request was given up before it was sent.");
            }

            sent.Progress.HandedOver();
            sent.Progress.Sent();
            var answer = await base.SendAsync(request, cancellationToken);
            KeepCookies(request.RequestUri!, answer);
            if (!options.FollowRedirects || redirects == options.MaximumRedirects || Redirects.TargetOf((int)answer.StatusCode, answer.Headers.Location, request.RequestUri) is not { } target)
            {
                return answer;
            }

            Follow(request, answer.StatusCode, target);
            answer.Dispose();
        }
    }

    private void AddCookies(HttpRequestMessage request, string[] own)
    {
        request.Headers.Remove(Cookie);
        var kept = cookies.GetCookieHeader(request.RequestUri!);
        var all = string.Join("; ", kept.Length > 0 ? [.. own, kept] : own);
        if (all.Length > 0)
        {
            request.Headers.TryAddWithoutValidation(Cookie, all);
        }
    }

    private void KeepCookies(Uri from, HttpResponseMessage answer)
    {
        if (answer.Headers.TryGetValues("Set-Cookie", out var values))
        {
            ReceivedCookies.Keep(cookies, from, values);
        }
    }

    private static void Follow(HttpRequestMessage request, HttpStatusCode status, Uri target)
    {
        request.RequestUri = target;
        request.Headers.Authorization = null; // meant for the place it was sent to
        if (Redirects.BecomesGet((int)status, request.Method))
        {
            request.Method = HttpMethod.Get;
            request.Content = null;
        }
    }
}

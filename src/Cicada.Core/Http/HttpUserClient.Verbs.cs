using System.Diagnostics.CodeAnalysis;

namespace Cicada;

// The verbs, each for a plain address and for an interpolated one, and each also with the token right behind the address: the two ways in which people
// write it. The second calls its token `cancellation`, so that a named argument always means one of them.
[SuppressMessage("Design", "CA1068:CancellationToken parameters must come last", Justification = "A second form for those who write the token first; the first form has it last.")]
public sealed partial class HttpUserClient
{
    /// <summary>Makes a GET request.</summary>
    /// <param name="url">The address, absolute or to be appended to the host.</param>
    /// <param name="name">The name it is grouped under; by default the address as it is written.</param>
    /// <param name="headers">Headers of this request; they win over <see cref="Headers"/>.</param>
    /// <param name="query">Pairs to append to the address, escaped; they are not part of the name.</param>
    /// <param name="cancellationToken">Gives the request up.</param>
    /// <exception cref="OperationCanceledException">The token, or the end of the run, ended the request.</exception>
    public Task<Response> GetAsync(
        string url,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null,
        CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Get, url, null, name, headers, query, cancellationToken);

    /// <inheritdoc cref="GetAsync(string, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, CancellationToken)"/>
    public Task<Response> GetAsync(
        UrlTemplate url,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null,
        CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Get, url.Url, null, name ?? url.Name, headers, query, cancellationToken);

    /// <inheritdoc cref="GetAsync(string, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, CancellationToken)"/>
    public Task<Response> GetAsync(
        string url,
        CancellationToken cancellation,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null) =>
        SendAsync(HttpMethod.Get, url, null, name, headers, query, cancellation);

    /// <inheritdoc cref="GetAsync(string, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, CancellationToken)"/>
    public Task<Response> GetAsync(
        UrlTemplate url,
        CancellationToken cancellation,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null) =>
        SendAsync(HttpMethod.Get, url.Url, null, name ?? url.Name, headers, query, cancellation);

    /// <summary>Makes a HEAD request.</summary>
    /// <param name="url">The address, absolute or to be appended to the host.</param>
    /// <param name="name">The name it is grouped under; by default the address as it is written.</param>
    /// <param name="headers">Headers of this request; they win over <see cref="Headers"/>.</param>
    /// <param name="query">Pairs to append to the address, escaped; they are not part of the name.</param>
    /// <param name="cancellationToken">Gives the request up.</param>
    /// <exception cref="OperationCanceledException">The token, or the end of the run, ended the request.</exception>
    public Task<Response> HeadAsync(
        string url,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null,
        CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Head, url, null, name, headers, query, cancellationToken);

    /// <inheritdoc cref="HeadAsync(string, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, CancellationToken)"/>
    public Task<Response> HeadAsync(
        UrlTemplate url,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null,
        CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Head, url.Url, null, name ?? url.Name, headers, query, cancellationToken);

    /// <inheritdoc cref="HeadAsync(string, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, CancellationToken)"/>
    public Task<Response> HeadAsync(
        string url,
        CancellationToken cancellation,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null) =>
        SendAsync(HttpMethod.Head, url, null, name, headers, query, cancellation);

    /// <inheritdoc cref="HeadAsync(string, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, CancellationToken)"/>
    public Task<Response> HeadAsync(
        UrlTemplate url,
        CancellationToken cancellation,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null) =>
        SendAsync(HttpMethod.Head, url.Url, null, name ?? url.Name, headers, query, cancellation);

    /// <summary>Makes an OPTIONS request.</summary>
    /// <param name="url">The address, absolute or to be appended to the host.</param>
    /// <param name="name">The name it is grouped under; by default the address as it is written.</param>
    /// <param name="headers">Headers of this request; they win over <see cref="Headers"/>.</param>
    /// <param name="query">Pairs to append to the address, escaped; they are not part of the name.</param>
    /// <param name="cancellationToken">Gives the request up.</param>
    /// <exception cref="OperationCanceledException">The token, or the end of the run, ended the request.</exception>
    public Task<Response> OptionsAsync(
        string url,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null,
        CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Options, url, null, name, headers, query, cancellationToken);

    /// <inheritdoc cref="OptionsAsync(string, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, CancellationToken)"/>
    public Task<Response> OptionsAsync(
        UrlTemplate url,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null,
        CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Options, url.Url, null, name ?? url.Name, headers, query, cancellationToken);

    /// <inheritdoc cref="OptionsAsync(string, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, CancellationToken)"/>
    public Task<Response> OptionsAsync(
        string url,
        CancellationToken cancellation,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null) =>
        SendAsync(HttpMethod.Options, url, null, name, headers, query, cancellation);

    /// <inheritdoc cref="OptionsAsync(string, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, CancellationToken)"/>
    public Task<Response> OptionsAsync(
        UrlTemplate url,
        CancellationToken cancellation,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null) =>
        SendAsync(HttpMethod.Options, url.Url, null, name ?? url.Name, headers, query, cancellation);

    /// <summary>Makes a DELETE request.</summary>
    /// <param name="url">The address, absolute or to be appended to the host.</param>
    /// <param name="name">The name it is grouped under; by default the address as it is written.</param>
    /// <param name="headers">Headers of this request; they win over <see cref="Headers"/>.</param>
    /// <param name="query">Pairs to append to the address, escaped; they are not part of the name.</param>
    /// <param name="cancellationToken">Gives the request up.</param>
    /// <exception cref="OperationCanceledException">The token, or the end of the run, ended the request.</exception>
    public Task<Response> DeleteAsync(
        string url,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null,
        CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Delete, url, null, name, headers, query, cancellationToken);

    /// <inheritdoc cref="DeleteAsync(string, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, CancellationToken)"/>
    public Task<Response> DeleteAsync(
        UrlTemplate url,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null,
        CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Delete, url.Url, null, name ?? url.Name, headers, query, cancellationToken);

    /// <inheritdoc cref="DeleteAsync(string, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, CancellationToken)"/>
    public Task<Response> DeleteAsync(
        string url,
        CancellationToken cancellation,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null) =>
        SendAsync(HttpMethod.Delete, url, null, name, headers, query, cancellation);

    /// <inheritdoc cref="DeleteAsync(string, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, CancellationToken)"/>
    public Task<Response> DeleteAsync(
        UrlTemplate url,
        CancellationToken cancellation,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null) =>
        SendAsync(HttpMethod.Delete, url.Url, null, name ?? url.Name, headers, query, cancellation);

    /// <summary>Makes a POST request.</summary>
    /// <param name="url">The address, absolute or to be appended to the host.</param>
    /// <param name="content">The body, or null for none.</param>
    /// <param name="name">The name it is grouped under; by default the address as it is written.</param>
    /// <param name="headers">Headers of this request; they win over <see cref="Headers"/>.</param>
    /// <param name="query">Pairs to append to the address, escaped; they are not part of the name.</param>
    /// <param name="cancellationToken">Gives the request up.</param>
    /// <exception cref="OperationCanceledException">The token, or the end of the run, ended the request.</exception>
    public Task<Response> PostAsync(
        string url,
        HttpContent? content = null,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null,
        CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Post, url, content, name, headers, query, cancellationToken);

    /// <inheritdoc cref="PostAsync(string, HttpContent, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, CancellationToken)"/>
    public Task<Response> PostAsync(
        UrlTemplate url,
        HttpContent? content = null,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null,
        CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Post, url.Url, content, name ?? url.Name, headers, query, cancellationToken);

    /// <inheritdoc cref="PostAsync(string, HttpContent, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, CancellationToken)"/>
    public Task<Response> PostAsync(
        string url,
        HttpContent? content,
        CancellationToken cancellation,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null) =>
        SendAsync(HttpMethod.Post, url, content, name, headers, query, cancellation);

    /// <inheritdoc cref="PostAsync(string, HttpContent, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, CancellationToken)"/>
    public Task<Response> PostAsync(
        string url,
        CancellationToken cancellation,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null) =>
        SendAsync(HttpMethod.Post, url, null, name, headers, query, cancellation);

    /// <inheritdoc cref="PostAsync(string, HttpContent, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, CancellationToken)"/>
    public Task<Response> PostAsync(
        UrlTemplate url,
        HttpContent? content,
        CancellationToken cancellation,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null) =>
        SendAsync(HttpMethod.Post, url.Url, content, name ?? url.Name, headers, query, cancellation);

    /// <inheritdoc cref="PostAsync(string, HttpContent, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, CancellationToken)"/>
    public Task<Response> PostAsync(
        UrlTemplate url,
        CancellationToken cancellation,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null) =>
        SendAsync(HttpMethod.Post, url.Url, null, name ?? url.Name, headers, query, cancellation);

    /// <summary>Makes a PUT request.</summary>
    /// <param name="url">The address, absolute or to be appended to the host.</param>
    /// <param name="content">The body, or null for none.</param>
    /// <param name="name">The name it is grouped under; by default the address as it is written.</param>
    /// <param name="headers">Headers of this request; they win over <see cref="Headers"/>.</param>
    /// <param name="query">Pairs to append to the address, escaped; they are not part of the name.</param>
    /// <param name="cancellationToken">Gives the request up.</param>
    /// <exception cref="OperationCanceledException">The token, or the end of the run, ended the request.</exception>
    public Task<Response> PutAsync(
        string url,
        HttpContent? content = null,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null,
        CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Put, url, content, name, headers, query, cancellationToken);

    /// <inheritdoc cref="PutAsync(string, HttpContent, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, CancellationToken)"/>
    public Task<Response> PutAsync(
        UrlTemplate url,
        HttpContent? content = null,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null,
        CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Put, url.Url, content, name ?? url.Name, headers, query, cancellationToken);

    /// <inheritdoc cref="PutAsync(string, HttpContent, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, CancellationToken)"/>
    public Task<Response> PutAsync(
        string url,
        HttpContent? content,
        CancellationToken cancellation,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null) =>
        SendAsync(HttpMethod.Put, url, content, name, headers, query, cancellation);

    /// <inheritdoc cref="PutAsync(string, HttpContent, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, CancellationToken)"/>
    public Task<Response> PutAsync(
        string url,
        CancellationToken cancellation,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null) =>
        SendAsync(HttpMethod.Put, url, null, name, headers, query, cancellation);

    /// <inheritdoc cref="PutAsync(string, HttpContent, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, CancellationToken)"/>
    public Task<Response> PutAsync(
        UrlTemplate url,
        HttpContent? content,
        CancellationToken cancellation,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null) =>
        SendAsync(HttpMethod.Put, url.Url, content, name ?? url.Name, headers, query, cancellation);

    /// <inheritdoc cref="PutAsync(string, HttpContent, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, CancellationToken)"/>
    public Task<Response> PutAsync(
        UrlTemplate url,
        CancellationToken cancellation,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null) =>
        SendAsync(HttpMethod.Put, url.Url, null, name ?? url.Name, headers, query, cancellation);

    /// <summary>Makes a PATCH request.</summary>
    /// <param name="url">The address, absolute or to be appended to the host.</param>
    /// <param name="content">The body, or null for none.</param>
    /// <param name="name">The name it is grouped under; by default the address as it is written.</param>
    /// <param name="headers">Headers of this request; they win over <see cref="Headers"/>.</param>
    /// <param name="query">Pairs to append to the address, escaped; they are not part of the name.</param>
    /// <param name="cancellationToken">Gives the request up.</param>
    /// <exception cref="OperationCanceledException">The token, or the end of the run, ended the request.</exception>
    public Task<Response> PatchAsync(
        string url,
        HttpContent? content = null,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null,
        CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Patch, url, content, name, headers, query, cancellationToken);

    /// <inheritdoc cref="PatchAsync(string, HttpContent, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, CancellationToken)"/>
    public Task<Response> PatchAsync(
        UrlTemplate url,
        HttpContent? content = null,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null,
        CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Patch, url.Url, content, name ?? url.Name, headers, query, cancellationToken);

    /// <inheritdoc cref="PatchAsync(string, HttpContent, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, CancellationToken)"/>
    public Task<Response> PatchAsync(
        string url,
        HttpContent? content,
        CancellationToken cancellation,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null) =>
        SendAsync(HttpMethod.Patch, url, content, name, headers, query, cancellation);

    /// <inheritdoc cref="PatchAsync(string, HttpContent, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, CancellationToken)"/>
    public Task<Response> PatchAsync(
        string url,
        CancellationToken cancellation,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null) =>
        SendAsync(HttpMethod.Patch, url, null, name, headers, query, cancellation);

    /// <inheritdoc cref="PatchAsync(string, HttpContent, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, CancellationToken)"/>
    public Task<Response> PatchAsync(
        UrlTemplate url,
        HttpContent? content,
        CancellationToken cancellation,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null) =>
        SendAsync(HttpMethod.Patch, url.Url, content, name ?? url.Name, headers, query, cancellation);

    /// <inheritdoc cref="PatchAsync(string, HttpContent, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, CancellationToken)"/>
    public Task<Response> PatchAsync(
        UrlTemplate url,
        CancellationToken cancellation,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null) =>
        SendAsync(HttpMethod.Patch, url.Url, null, name ?? url.Name, headers, query, cancellation);
}

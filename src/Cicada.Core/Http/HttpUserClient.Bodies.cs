using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Cicada.Data;

namespace Cicada;

// Bodies: JSON and forms, in the same forms as the verbs.
public sealed partial class HttpUserClient
{
    /// <summary>Makes a POST request with a JSON body.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="url">The address, absolute or to be appended to the host.</param>
    /// <param name="value">What becomes JSON, names in camel case. A string is sent as it is: it is JSON already.</param>
    /// <param name="name">The name it is grouped under; by default the address as it is written.</param>
    /// <param name="headers">Headers of this request; they win over <see cref="Headers"/>.</param>
    /// <param name="query">Pairs to append to the address, escaped; they are not part of the name.</param>
    /// <param name="typeInfo">How it is written, from a source-generated context; null writes by reflection.</param>
    /// <param name="cancellationToken">Gives the request up.</param>
    /// <exception cref="OperationCanceledException">The token, or the end of the run, ended the request.</exception>
    public Task<Response> PostJsonAsync<T>(
        string url,
        T value,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null,
        JsonTypeInfo<T>? typeInfo = null,
        CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Post, url, JsonBody(value, typeInfo), name, headers, query, cancellationToken);

    /// <inheritdoc cref="PostJsonAsync{T}(string, T, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, JsonTypeInfo{T}, CancellationToken)"/>
    public Task<Response> PostJsonAsync<T>(
        UrlTemplate url,
        T value,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null,
        JsonTypeInfo<T>? typeInfo = null,
        CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Post, url.Url, JsonBody(value, typeInfo), name ?? url.Name, headers, query, cancellationToken);

    /// <inheritdoc cref="PostJsonAsync{T}(string, T, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, JsonTypeInfo{T}, CancellationToken)"/>
    public Task<Response> PostJsonAsync<T>(
        string url,
        T value,
        CancellationToken cancellation,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null) =>
        SendAsync(HttpMethod.Post, url, JsonBody(value, null), name, headers, query, cancellation);

    /// <inheritdoc cref="PostJsonAsync{T}(string, T, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, JsonTypeInfo{T}, CancellationToken)"/>
    public Task<Response> PostJsonAsync<T>(
        UrlTemplate url,
        T value,
        CancellationToken cancellation,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null) =>
        SendAsync(HttpMethod.Post, url.Url, JsonBody(value, null), name ?? url.Name, headers, query, cancellation);

    /// <summary>Makes a PUT request with a JSON body.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="url">The address, absolute or to be appended to the host.</param>
    /// <param name="value">What becomes JSON, names in camel case. A string is sent as it is: it is JSON already.</param>
    /// <param name="name">The name it is grouped under; by default the address as it is written.</param>
    /// <param name="headers">Headers of this request; they win over <see cref="Headers"/>.</param>
    /// <param name="query">Pairs to append to the address, escaped; they are not part of the name.</param>
    /// <param name="typeInfo">How it is written, from a source-generated context; null writes by reflection.</param>
    /// <param name="cancellationToken">Gives the request up.</param>
    /// <exception cref="OperationCanceledException">The token, or the end of the run, ended the request.</exception>
    public Task<Response> PutJsonAsync<T>(
        string url,
        T value,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null,
        JsonTypeInfo<T>? typeInfo = null,
        CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Put, url, JsonBody(value, typeInfo), name, headers, query, cancellationToken);

    /// <inheritdoc cref="PutJsonAsync{T}(string, T, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, JsonTypeInfo{T}, CancellationToken)"/>
    public Task<Response> PutJsonAsync<T>(
        UrlTemplate url,
        T value,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null,
        JsonTypeInfo<T>? typeInfo = null,
        CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Put, url.Url, JsonBody(value, typeInfo), name ?? url.Name, headers, query, cancellationToken);

    /// <inheritdoc cref="PutJsonAsync{T}(string, T, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, JsonTypeInfo{T}, CancellationToken)"/>
    public Task<Response> PutJsonAsync<T>(
        string url,
        T value,
        CancellationToken cancellation,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null) =>
        SendAsync(HttpMethod.Put, url, JsonBody(value, null), name, headers, query, cancellation);

    /// <inheritdoc cref="PutJsonAsync{T}(string, T, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, JsonTypeInfo{T}, CancellationToken)"/>
    public Task<Response> PutJsonAsync<T>(
        UrlTemplate url,
        T value,
        CancellationToken cancellation,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null) =>
        SendAsync(HttpMethod.Put, url.Url, JsonBody(value, null), name ?? url.Name, headers, query, cancellation);

    /// <summary>Makes a PATCH request with a JSON body.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="url">The address, absolute or to be appended to the host.</param>
    /// <param name="value">What becomes JSON, names in camel case. A string is sent as it is: it is JSON already.</param>
    /// <param name="name">The name it is grouped under; by default the address as it is written.</param>
    /// <param name="headers">Headers of this request; they win over <see cref="Headers"/>.</param>
    /// <param name="query">Pairs to append to the address, escaped; they are not part of the name.</param>
    /// <param name="typeInfo">How it is written, from a source-generated context; null writes by reflection.</param>
    /// <param name="cancellationToken">Gives the request up.</param>
    /// <exception cref="OperationCanceledException">The token, or the end of the run, ended the request.</exception>
    public Task<Response> PatchJsonAsync<T>(
        string url,
        T value,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null,
        JsonTypeInfo<T>? typeInfo = null,
        CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Patch, url, JsonBody(value, typeInfo), name, headers, query, cancellationToken);

    /// <inheritdoc cref="PatchJsonAsync{T}(string, T, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, JsonTypeInfo{T}, CancellationToken)"/>
    public Task<Response> PatchJsonAsync<T>(
        UrlTemplate url,
        T value,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null,
        JsonTypeInfo<T>? typeInfo = null,
        CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Patch, url.Url, JsonBody(value, typeInfo), name ?? url.Name, headers, query, cancellationToken);

    /// <inheritdoc cref="PatchJsonAsync{T}(string, T, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, JsonTypeInfo{T}, CancellationToken)"/>
    public Task<Response> PatchJsonAsync<T>(
        string url,
        T value,
        CancellationToken cancellation,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null) =>
        SendAsync(HttpMethod.Patch, url, JsonBody(value, null), name, headers, query, cancellation);

    /// <inheritdoc cref="PatchJsonAsync{T}(string, T, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, JsonTypeInfo{T}, CancellationToken)"/>
    public Task<Response> PatchJsonAsync<T>(
        UrlTemplate url,
        T value,
        CancellationToken cancellation,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null) =>
        SendAsync(HttpMethod.Patch, url.Url, JsonBody(value, null), name ?? url.Name, headers, query, cancellation);

    /// <summary>Makes a POST request with the fields of a form, URL-encoded.</summary>
    /// <param name="url">The address, absolute or to be appended to the host.</param>
    /// <param name="fields">The form's fields.</param>
    /// <param name="name">The name it is grouped under; by default the address as it is written.</param>
    /// <param name="headers">Headers of this request; they win over <see cref="Headers"/>.</param>
    /// <param name="query">Pairs to append to the address, escaped; they are not part of the name.</param>
    /// <param name="cancellationToken">Gives the request up.</param>
    /// <exception cref="OperationCanceledException">The token, or the end of the run, ended the request.</exception>
    public Task<Response> PostFormAsync(
        string url,
        IEnumerable<KeyValuePair<string, string>> fields,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null,
        CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Post, url, new FormUrlEncodedContent(fields), name, headers, query, cancellationToken);

    /// <inheritdoc cref="PostFormAsync(string, IEnumerable{KeyValuePair{string, string}}, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, CancellationToken)"/>
    public Task<Response> PostFormAsync(
        UrlTemplate url,
        IEnumerable<KeyValuePair<string, string>> fields,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null,
        CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Post, url.Url, new FormUrlEncodedContent(fields), name ?? url.Name, headers, query, cancellationToken);

    /// <inheritdoc cref="PostFormAsync(string, IEnumerable{KeyValuePair{string, string}}, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, CancellationToken)"/>
    public Task<Response> PostFormAsync(
        string url,
        IEnumerable<KeyValuePair<string, string>> fields,
        CancellationToken cancellation,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null) =>
        SendAsync(HttpMethod.Post, url, new FormUrlEncodedContent(fields), name, headers, query, cancellation);

    /// <inheritdoc cref="PostFormAsync(string, IEnumerable{KeyValuePair{string, string}}, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, CancellationToken)"/>
    public Task<Response> PostFormAsync(
        UrlTemplate url,
        IEnumerable<KeyValuePair<string, string>> fields,
        CancellationToken cancellation,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null) =>
        SendAsync(HttpMethod.Post, url.Url, new FormUrlEncodedContent(fields), name ?? url.Name, headers, query, cancellation);

    /// <summary>Makes a POST request with a multipart form, as a browser sends one with files.</summary>
    /// <param name="url">The address, absolute or to be appended to the host.</param>
    /// <param name="parts">Fields and files; see <see cref="FormPart"/>.</param>
    /// <param name="name">The name it is grouped under; by default the address as it is written.</param>
    /// <param name="headers">Headers of this request; they win over <see cref="Headers"/>.</param>
    /// <param name="query">Pairs to append to the address, escaped; they are not part of the name.</param>
    /// <param name="cancellationToken">Gives the request up.</param>
    /// <exception cref="OperationCanceledException">The token, or the end of the run, ended the request.</exception>
    public Task<Response> PostMultipartAsync(
        string url,
        IEnumerable<FormPart> parts,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null,
        CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Post, url, FormPart.ToContent(parts), name, headers, query, cancellationToken);

    /// <inheritdoc cref="PostMultipartAsync(string, IEnumerable{FormPart}, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, CancellationToken)"/>
    public Task<Response> PostMultipartAsync(
        UrlTemplate url,
        IEnumerable<FormPart> parts,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null,
        CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Post, url.Url, FormPart.ToContent(parts), name ?? url.Name, headers, query, cancellationToken);

    /// <inheritdoc cref="PostMultipartAsync(string, IEnumerable{FormPart}, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, CancellationToken)"/>
    public Task<Response> PostMultipartAsync(
        string url,
        IEnumerable<FormPart> parts,
        CancellationToken cancellation,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null) =>
        SendAsync(HttpMethod.Post, url, FormPart.ToContent(parts), name, headers, query, cancellation);

    /// <inheritdoc cref="PostMultipartAsync(string, IEnumerable{FormPart}, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, CancellationToken)"/>
    public Task<Response> PostMultipartAsync(
        UrlTemplate url,
        IEnumerable<FormPart> parts,
        CancellationToken cancellation,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null) =>
        SendAsync(HttpMethod.Post, url.Url, FormPart.ToContent(parts), name ?? url.Name, headers, query, cancellation);

    private static ByteArrayContent JsonBody<T>(T value, JsonTypeInfo<T>? typeInfo)
    {
        var bytes = value is string text ? Encoding.UTF8.GetBytes(text)
            : typeInfo is null ? ReflectedJson.Write(value)
            : JsonSerializer.SerializeToUtf8Bytes(value, typeInfo);
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        return content;
    }
}

namespace Cicada.RunsApi;

/// <summary>Something that makes no sense in a request.</summary>
/// <param name="Field">The field in the request's own words, <c>users</c> or <c>options.--region</c>; null where it is none in particular.</param>
/// <param name="Message">What we saw, what we expected, what to do.</param>
internal sealed record FieldProblem(string? Field, string Message);

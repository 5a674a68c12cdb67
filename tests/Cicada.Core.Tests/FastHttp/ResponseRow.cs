namespace Cicada.Tests.FastHttp;

/// <summary>A response of the corpus.</summary>
/// <param name="Gloss">What is odd about it.</param>
/// <param name="Response">Its bytes, as Latin-1; the connection ends after them.</param>
/// <param name="Expected">What must come of it, as <see cref="ReadAnswer"/> says it.</param>
/// <param name="AnswersHead">Whether the request was a HEAD.</param>
internal sealed record ResponseRow(string Gloss, string Response, string Expected, bool AnswersHead = false);

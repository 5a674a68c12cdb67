namespace Cicada.Web;

/// <summary>Whether somebody is let in.</summary>
/// <param name="Caller">Who it is.</param>
/// <param name="Status">The status of a refusal; 0 for none.</param>
/// <param name="Refusal">Why somebody is refused.</param>
internal readonly record struct WebEntry(WebCaller Caller, int Status = 0, string Refusal = "");

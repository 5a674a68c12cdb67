using System.Text;

namespace Cicada.Tests.FastHttp;

/// <summary>Puts what the handler makes of a response beside what we make of it.</summary>
internal static class Comparison
{
    /// <summary>How a difference begins that takes long to see.</summary>
    public const string Waits = "the handler waits for more";

    private static readonly HashSet<string> ReadByHandler = new(StringComparer.OrdinalIgnoreCase) { "Connection", "Content-Length", "Transfer-Encoding" };

    /// <summary>Where the two differ, but for what is a <see cref="DeliberateDifference"/>.</summary>
    /// <param name="bytes">The response.</param>
    /// <param name="answersHead">Whether the request was a HEAD.</param>
    /// <param name="pieceLength">The most that the handler reads at once.</param>
    public static async Task<IReadOnlyList<string>> OfAsync(byte[] bytes, bool answersHead, int pieceLength = int.MaxValue)
    {
        var ours = AnswerDriver.Read(bytes, answersHead);
        ReadAnswer handlers;
        try
        {
            handlers = await HandlerAnswer.ReadAsync(bytes, answersHead, HasBlankBehindEmptyLine(bytes) ? int.MaxValue : pieceLength, ends: !IsOverBeforeTheEnd(ours));
        }
        catch (OperationCanceledException)
        {
            return [$"{Waits} where we say '{ours}'"];
        }

        var differences = new List<string>();
        if ((ours.HasHead, ours.HasBody, ours.Status) != (handlers.HasHead, handlers.HasBody, handlers.Status))
        {
            if (!IsTrailerLimit(ours, handlers))
            {
                differences.Add($"'{handlers}' for the handler, '{ours}' for us ({ours.Complaint}) ({handlers.Complaint?.Split('\n')[0]})");
            }

            return differences;
        }

        if (ours.HasBody && !ours.Body.AsSpan().SequenceEqual(handlers.Body))
        {
            differences.Add($"the body '{Encoding.Latin1.GetString(handlers.Body)}' for the handler, '{Encoding.Latin1.GetString(ours.Body)}' for us");
        }

        if (ours.HasHead && Text(ours) != Text(handlers))
        {
            differences.Add($"the headers\n{Text(handlers)}\nfor the handler\n{Text(ours)}\nfor us");
        }

        if (IsOverBeforeTheEnd(ours) && ours.Keeps != handlers.Keeps)
        {
            differences.Add($"the connection is {(handlers.Keeps ? "kept" : "closed")} by the handler, {(ours.Keeps ? "kept" : "closed")} by us");
        }

        return differences;
    }

    /// <summary><see cref="DeliberateDifference.WaitsForNoMoreThanIsToCome"/>; at once it reads them well.</summary>
    private static bool HasBlankBehindEmptyLine(ReadOnlySpan<byte> bytes) =>
        bytes.IndexOf("\n\n "u8) >= 0 || bytes.IndexOf("\n\n\t"u8) >= 0 || bytes.IndexOf("\n\r\n "u8) >= 0 || bytes.IndexOf("\n\r\n\t"u8) >= 0;

    // What goes on until the end of the connection can be told from what is over only by an end.
    private static bool IsOverBeforeTheEnd(ReadAnswer answer) => answer.HasBody && !answer.EndsWithConnection;

    /// <summary><see cref="DeliberateDifference.TrailerHasALimitOfItsOwn"/>.</summary>
    private static bool IsTrailerLimit(ReadAnswer ours, ReadAnswer handlers) =>
        ours.HasBody && handlers is { HasHead: true, HasBody: false } && handlers.Complaint!.Contains("headers length", StringComparison.Ordinal);

    /// <summary>The headers without what is <see cref="DeliberateDifference.NamesAreAsTheyCame"/> and <see cref="DeliberateDifference.ValuesAreAsTheyCame"/>.</summary>
    private static string Text(ReadAnswer answer) => string.Join('\n', answer.Headers
        .OrderBy(header => header.Key, StringComparer.OrdinalIgnoreCase)
        .Select(header => $"{header.Key.ToUpperInvariant()}: {(ReadByHandler.Contains(header.Key) ? "" : string.Join(" | ", header.Value.Select(Quoted)))}"));

    private static string Quoted(string value) => $"'{value.Replace("\r", "\\r", StringComparison.Ordinal).Replace("\0", "\\0", StringComparison.Ordinal)}'";
}

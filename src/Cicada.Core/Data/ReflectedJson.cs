using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Cicada.Data;

/// <summary>JSON into types of the user's own, which have no source-generated context.</summary>
internal static class ReflectedJson
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    [UnconditionalSuppressMessage("Trimming", "IL2026:RequiresUnreferencedCode", Justification = "The type is named by the test itself; a load test is not trimmed.")]
    [UnconditionalSuppressMessage("AOT", "IL3050:RequiresDynamicCode", Justification = "As above; reflection is switched on by Cicada before first use.")]
    public static T? Read<T>(ReadOnlySpan<byte> utf8) => JsonSerializer.Deserialize<T>(utf8, Web);

    [UnconditionalSuppressMessage("Trimming", "IL2026:RequiresUnreferencedCode", Justification = "As above.")]
    [UnconditionalSuppressMessage("AOT", "IL3050:RequiresDynamicCode", Justification = "As above.")]
    public static byte[] Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Web);
}

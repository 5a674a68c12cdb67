using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cicada.RunsApi;

/// <summary>One of a few words.</summary>
internal sealed class SnakeCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;

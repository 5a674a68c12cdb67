using Cicada.Storage.InfluxQl;
using Microsoft.AspNetCore.Http;

namespace Cicada.InfluxApi;

/// <summary>Who makes a request, or why that is not believed.</summary>
/// <param name="User">The user; null where it does not matter who asks, or where there are no users yet.</param>
/// <param name="Refusal">Why the request is refused, or null.</param>
/// <param name="Status">The status of the refusal.</param>
internal readonly record struct Caller(InfluxUser? User, string? Refusal = null, int Status = StatusCodes.Status401Unauthorized);

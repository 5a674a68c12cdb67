using System.Text.Json.Serialization;

namespace Cicada.Tests.Http;

internal sealed record Item
{
    public int Id { get; init; }
}

[JsonSerializable(typeof(Item))]
internal sealed partial class ItemContext : JsonSerializerContext;

using System.Text.Json.Serialization;
using Cicada.RunsApi;

namespace Cicada.KeptRuns;

/// <summary>What commands and the process that has the store open say to each other, as JSON, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DictionaryKeyPolicy = JsonKnownNamingPolicy.Unspecified,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(FileEnd))]
[JsonSerializable(typeof(KeptSetup))]
[JsonSerializable(typeof(PointCount))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(RemarksAnswer))]
[JsonSerializable(typeof(RunDocument))]
[JsonSerializable(typeof(RunDocuments))]
[JsonSerializable(typeof(RunIds))]
[JsonSerializable(typeof(RunPatch))]
[JsonSerializable(typeof(SqlQuestion))]
[JsonSerializable(typeof(StoreFacts))]
internal sealed partial class StoreJson : JsonSerializerContext;

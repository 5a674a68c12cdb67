using System.Text.Json.Serialization;
using Cicada.Storage;
using Cicada.Storage.Queries;

namespace Cicada.RunsApi;

/// <summary>The records of the HTTP API as JSON, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DictionaryKeyPolicy = JsonKnownNamingPolicy.Unspecified,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters =
    [
        typeof(DigitsJsonConverter),
        typeof(UtcJsonConverter),
        typeof(RunStateJsonConverter),
        typeof(SnakeCaseEnumConverter<ComparedFigure>),
        typeof(SnakeCaseEnumConverter<DifferenceMeaning>),
        typeof(SnakeCaseEnumConverter<PercentileSource>),
        typeof(SnakeCaseEnumConverter<RegressionState>),
        typeof(SnakeCaseEnumConverter<RunVerdict>),
    ])]
[JsonSerializable(typeof(Annotation))]
[JsonSerializable(typeof(ComparedRuns))]
[JsonSerializable(typeof(Comparison.ComparisonDocument))]
[JsonSerializable(typeof(Done))]
[JsonSerializable(typeof(Events))]
[JsonSerializable(typeof(FailureCourse))]
[JsonSerializable(typeof(Info))]
[JsonSerializable(typeof(LatencyCourse))]
[JsonSerializable(typeof(LoadChange))]
[JsonSerializable(typeof(Login))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(RecordedLog))]
[JsonSerializable(typeof(RequestTable))]
[JsonSerializable(typeof(RequestTimings))]
[JsonSerializable(typeof(ResponseDistribution))]
[JsonSerializable(typeof(RunCourse))]
[JsonSerializable(typeof(RunDetail))]
[JsonSerializable(typeof(Storage.Queries.RunHead))]
[JsonSerializable(typeof(RunIds))]
[JsonSerializable(typeof(RunList))]
[JsonSerializable(typeof(RunPatch))]
[JsonSerializable(typeof(RunTrend))]
[JsonSerializable(typeof(Samples))]
[JsonSerializable(typeof(Started))]
[JsonSerializable(typeof(StartForm))]
[JsonSerializable(typeof(StartRequest))]
[JsonSerializable(typeof(StopRequest))]
internal sealed partial class RunsJson : JsonSerializerContext;

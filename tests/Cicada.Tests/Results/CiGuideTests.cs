using System.Text.RegularExpressions;
using Cicada.Options;
using Cicada.TestSupport;
using YamlDotNet.RepresentationModel;

namespace Cicada.Tests.Results;

/// <summary>docs/guides/ci.md: what is copied from it can be read by what it is for.</summary>
public sealed partial class CiGuideTests
{
    private static readonly string Guide = System.IO.File.ReadAllText(RepositoryRoot.Combine("docs", "guides", "ci.md")).ReplaceLineEndings("\n");

    public static TheoryData<string> Pipelines => [.. Blocks().Where(block => block.Groups["language"].Value is "yaml" or "groovy").Select(block => block.Groups["text"].Value)];

    [Fact]
    public void Each_piece_of_yaml_is_one_document_with_keys_that_are_there_once()
    {
        var pieces = Blocks().Where(block => block.Groups["language"].Value == "yaml").Select(block => block.Groups["text"].Value).ToList();

        Assert.Equal(3, pieces.Count);
        foreach (var piece in pieces)
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(piece));
            Assert.NotEmpty(Assert.IsType<YamlMappingNode>(Assert.Single(stream.Documents).RootNode).Children);
        }
    }

    [Theory]
    [MemberData(nameof(Pipelines))]
    public void The_file_that_a_pipeline_publishes_is_one_that_its_run_writes(string pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        var written = Written().Matches(pipeline).Select(match => match.Groups["file"].Value).ToList();

        var published = File().Matches(Written().Replace(pipeline, "")).Select(match => match.Value).Distinct().ToList();

        Assert.NotEmpty(published);
        Assert.Equal(written, published);
    }

    [Fact]
    public void Each_option_it_names_is_there()
    {
        var known = RunOptionSpecs.All.Select(spec => spec.Name).Append("--store").Append("--help").ToHashSet();

        var named = Option().Matches(Guide).Select(match => match.Value).Distinct().ToList();

        Assert.Contains("--junit", named);
        Assert.Empty(named.Except(known));
    }

    private static MatchCollection Blocks() => Block().Matches(Guide);

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("--(junit|trx) (?<file>[^ \"'\\n]+)")]
    private static partial Regex Written();

    [GeneratedRegex(@"[\w-]+\.(xml|trx)\b")]
    private static partial Regex File();

    [GeneratedRegex("(?<![-\\w])--[a-z][a-z-]+")]
    private static partial Regex Option();
}

using Cicada.TestSupport;

namespace Cicada.Tool.Tests.Packaging;

/// <summary>
/// The packages made from this working copy, in a folder of their own, under a version nobody else has. Packed from a copy of the
/// sources, so that no other build of this repository is disturbed.
/// </summary>
public sealed class LocalPackages : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The version of all of them.</summary>
    public string Version { get; } = $"0.0.0-test.{Guid.NewGuid():N}";

    /// <summary>The folder the packages lie in.</summary>
    public string Feed => _folder.Combine("packages");

    /// <summary>
    /// A folder outside the repository in which the packages can be restored, beside everything else this machine can restore.
    /// </summary>
    public string Workplace => _folder.Combine("workplace");

    /// <summary>The full path of something in <see cref="Workplace"/>.</summary>
    public string InWorkplace(string name) => _folder.Combine("workplace", name);

    /// <summary>Writes a file into <see cref="Workplace"/> and gives its full path.</summary>
    public string WriteInWorkplace(string name, string text) => _folder.Write($"workplace/{name}", text);

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        CopySources();
        WriteInWorkplace(
            "nuget.config",
            $"""
            <configuration>
              <packageSources>
                <add key="cicada-under-test" value="{Feed}" />
              </packageSources>
            </configuration>
            """);

        var packed = await ProgramRunner.RunAsync(
            "dotnet",
            ["pack", "Pack.slnx", "--configuration", "Release", "--verbosity", "quiet", $"-p:Version={Version}", $"-p:PackageOutputPath={Feed}", "-p:RunAnalyzers=false"],
            _folder.Combine("copy"));
        Assert.True(packed.ExitCode == 0, packed.ToString());
    }

    /// <summary>Takes the packages out of the machine's cache again, and the folder away.</summary>
    public async ValueTask DisposeAsync()
    {
        var cache = await ProgramRunner.RunAsync("dotnet", ["nuget", "locals", "global-packages", "--list"]);
        var path = cache.Output.Split(": ", 2)[^1].Trim();
        if (cache.ExitCode == 0 && Directory.Exists(path))
        {
            foreach (var version in Directory.EnumerateDirectories(path, "cicada*").Select(p => Path.Combine(p, Version)).Where(Directory.Exists))
            {
                Directory.Delete(version, recursive: true);
            }
        }

        _folder.Dispose();
    }

    private void CopySources()
    {
        string[] beside = ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "BannedSymbols.txt", "README.md", "LICENSE", ".editorconfig", "global.json"];
        var sources = RepositoryRoot.Combine("src");
        var files = Directory.EnumerateFiles(sources, "*", SearchOption.AllDirectories)
            .Where(path => !Path.GetRelativePath(sources, path).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

        foreach (var file in beside.Select(name => RepositoryRoot.Combine(name)).Where(File.Exists).Concat(files))
        {
            var target = _folder.Combine("copy", RepositoryRoot.Relative(file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        var projects = Directory.EnumerateFiles(_folder.Combine("copy", "src"), "*.csproj", SearchOption.AllDirectories);
        _folder.Write("copy/Pack.slnx", $"<Solution>{string.Concat(projects.Select(p => $"<Project Path=\"{p}\" />"))}</Solution>");
    }
}

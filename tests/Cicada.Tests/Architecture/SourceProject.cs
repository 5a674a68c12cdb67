using System.Reflection;
using System.Xml.Linq;
using Cicada.TestSupport;

namespace Cicada.Tests.Architecture;

/// <summary>One project below <c>src/</c>, as it lies in the repository and as it was built.</summary>
internal sealed record SourceProject(string Name, string Folder)
{
    public static IReadOnlyList<SourceProject> All { get; } =
    [
        .. Directory.EnumerateFiles(RepositoryRoot.Combine("src"), "*.csproj", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceProject(Path.GetFileNameWithoutExtension(path), Path.GetDirectoryName(path)!)),
    ];

    public string File => Path.Combine(Folder, Name + ".csproj");

    /// <summary>The assembly as built in the configuration the tests were built in.</summary>
    public Assembly Assembly
    {
        get
        {
            var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            var path = Path.Combine(Folder, "bin", framework.Parent!.Name, framework.Name, Name + ".dll");
            Assert.True(System.IO.File.Exists(path), $"'{RepositoryRoot.Relative(path)}' is not there. Build Cicada.slnx first.");
            return Assembly.LoadFrom(path);
        }
    }

    public IEnumerable<string> ProjectReferences =>
        XDocument.Load(File).Descendants("ProjectReference").Select(e => Path.GetFileNameWithoutExtension(e.Attribute("Include")!.Value));

    public IEnumerable<string> PackageReferences =>
        XDocument.Load(File).Descendants("PackageReference").Select(e => e.Attribute("Include")!.Value);

    public IEnumerable<SourceFile> Files => SourceFile.Below(Folder);
}

using Cicada.Options;

namespace Cicada.Commands;

/// <summary>Reads the places options can be given at, apart from the command line itself.</summary>
internal static class ConfigurationPlaces
{
    /// <summary>The values from files and the environment.</summary>
    /// <param name="surroundings">Where to look.</param>
    /// <param name="specs">The options to look for.</param>
    /// <param name="file">The file of <c>--config</c>, if there is one.</param>
    /// <param name="isShared">Whether keys nobody knows are passed over, also in <c>./cicada.conf</c>.</param>
    /// <exception cref="PlanException">The file cannot be read.</exception>
    public static OptionLayers Read(Surroundings surroundings, IReadOnlyList<OptionSpec> specs, string? file, bool isShared)
    {
        var layers = new OptionLayers(specs);
        AddIfThere(layers, Path.Combine(surroundings.HomeFolder, ".cicada.conf"), "~/.cicada.conf", isShared: true);
        AddIfThere(layers, Path.Combine(surroundings.WorkingFolder, "cicada.conf"), "./cicada.conf", isShared);
        if (file is not null)
        {
            layers.AddFile(file, ReadRequired(surroundings.Resolve(file), file), isShared: false);
        }

        layers.AddEnvironment(surroundings.Variables);
        return layers;
    }

    private static void AddIfThere(OptionLayers layers, string path, string name, bool isShared)
    {
        if (File.Exists(path))
        {
            layers.AddFile(name, ReadRequired(path, name), isShared);
        }
    }

    private static string ReadRequired(string path, string name)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var reason = exception is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : exception.Message.TrimEnd('.');
            throw new PlanException([$"The configuration file is '{name}'; {reason}. Name a file of lines like 'users = 10', or leave '--config' out."]);
        }
    }
}

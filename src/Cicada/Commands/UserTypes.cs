using System.Reflection;

namespace Cicada.Commands;

/// <summary>Finds the user types of a program, and its shapes, and chooses among them.</summary>
internal static class UserTypes
{
    /// <summary>The user types of an assembly, in the order of their names: what is not abstract, not generic and not private.</summary>
    public static IReadOnlyList<Type> In(Assembly assembly) => Derived(assembly, typeof(User));

    /// <summary>The classes of shapes of an assembly.</summary>
    public static IReadOnlyList<Type> ShapesIn(Assembly assembly) => Derived(assembly, typeof(LoadShape));

    /// <summary>The types with the given names; all of them for no name.</summary>
    /// <param name="types">What there is.</param>
    /// <param name="names">The names that were asked for.</param>
    /// <param name="program">What the program is called in sentences.</param>
    /// <param name="problems">Takes a sentence for each name nobody bears, and one when there is nothing at all.</param>
    public static IReadOnlyList<Type> Choose(IReadOnlyList<Type> types, IReadOnlyList<string> names, string program, List<string> problems)
    {
        if (types.Count == 0)
        {
            problems.Add($"There are no users in '{program}'; expected at least one class derived from User or HttpUser that is not abstract. Write 'public sealed class MyUser : HttpUser' with a [Task] in it.");
            return [];
        }

        foreach (var name in names.Where(name => !types.Any(type => type.Name == name)))
        {
            problems.Add(
                $"The user type '{name}' was asked for; '{program}' has {string.Join(", ", types.Select(type => $"'{type.Name}'"))}."
                + $"{Options.Spelling.DidYouMean(name, types.Select(type => type.Name))} Name one of these, or none to run all.");
        }

        return names.Count == 0 ? types : [.. types.Where(type => names.Contains(type.Name))];
    }

    private static IReadOnlyList<Type> Derived(Assembly assembly, Type from) =>
    [
        .. Types(assembly)
            .Where(type => type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false, IsNestedPrivate: false } && type.IsSubclassOf(from))
            .OrderBy(type => type.Name, StringComparer.Ordinal),
    ];

    private static IEnumerable<Type> Types(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException exception)
        {
            return exception.Types.OfType<Type>();
        }
    }
}

using Spectre.Console;

namespace Cicada.Terminal;

/// <summary>The few colours of the screens. What they say is always said in words too.</summary>
internal static class Colours
{
    public static readonly Style Bad = new(Color.Red);

    public static readonly Style Warning = new(Color.Yellow);

    public static readonly Style Good = new(Color.Green);

    public static readonly Style Strong = new(decoration: Decoration.Bold);

    public static readonly Style Quiet = new(Color.Grey);

    /// <summary>The style of a number of failures.</summary>
    public static Style OfFailures(long failures) => failures > 0 ? Bad : Style.Plain;
}

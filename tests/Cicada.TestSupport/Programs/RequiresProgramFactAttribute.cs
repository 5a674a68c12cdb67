using System.Runtime.CompilerServices;
using Xunit;

namespace Cicada.TestSupport;

/// <summary>
/// A test that uses a program which is not part of .NET. Where the program is not here the test is skipped, and says so;
/// <c>test.sh</c> installs what it can and names the rest in <c>CICADA_MISSING</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresProgramFactAttribute : FactAttribute
{
    /// <summary>Marks a test.</summary>
    /// <param name="program">The command, as one would type it.</param>
    /// <param name="sourceFilePath">Given by the compiler.</param>
    /// <param name="sourceLineNumber">Given by the compiler.</param>
    public RequiresProgramFactAttribute(
        string program, [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        Program = program;
        if (!InstalledPrograms.Has(program))
        {
            Skip = $"needs the program '{program}', which is not here";
        }
    }

    /// <summary>The command the test uses.</summary>
    public string Program { get; }
}

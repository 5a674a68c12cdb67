using System.Runtime.CompilerServices;

namespace Cicada.WebUi.Tests.Browsers;

/// <summary>A test in the system's Chromium; skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresChromiumFactAttribute : FactAttribute
{
    public RequiresChromiumFactAttribute(string program = Chromium.Program, [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        Program = program;
        if (new[] { Chromium.Program, program }.FirstOrDefault(needed => !InstalledPrograms.Has(needed)) is { } missing)
        {
            Skip = $"needs the program '{missing}', which is not here";
        }
    }

    /// <summary>What the test needs beside the browser, or the browser.</summary>
    public string Program { get; }
}

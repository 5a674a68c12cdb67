using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Cicada.Data;

/// <summary>
/// A file-based program implies PublishAot, which switches JSON by reflection off; a test author's own types have no generated
/// context. So it is switched on again, before its first use.
/// </summary>
internal static class ReflectionSwitch
{
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255:The 'ModuleInitializer' attribute should not be used in libraries", Justification = "The switch is read once, at the first use of JSON anywhere in the process.")]
    public static void TurnOn() => AppContext.SetSwitch("System.Text.Json.JsonSerializer.IsReflectionEnabledByDefault", true);
}

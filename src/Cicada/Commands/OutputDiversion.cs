namespace Cicada.Commands;

/// <summary>Leads what users' code prints to the error output, while the output belongs to a document.</summary>
internal sealed class OutputDiversion : IDisposable
{
    private readonly TextWriter _output = Console.Out;

    private OutputDiversion()
    {
    }

    /// <summary>Begins.</summary>
    public static OutputDiversion ToError()
    {
        var diversion = new OutputDiversion();
        Console.SetOut(Console.Error);
        return diversion;
    }

    /// <summary>Gives the output back.</summary>
    public void Dispose() => Console.SetOut(_output);
}

namespace Cicada.Storage.Tests.InfluxQl;

/// <summary>One line of a script of statements.</summary>
internal abstract record ScriptStep(int Line)
{
    /// <summary>Points are written.</summary>
    public sealed record Write(int Line, string Database, string RetentionPolicy, string Points) : ScriptStep(Line);

    /// <summary>Statements are run, and their answers compared unless they are known to differ.</summary>
    public sealed record Query(int Line, string Database, string Text, bool IsFromGet, bool IsCompared) : ScriptStep(Line);
}

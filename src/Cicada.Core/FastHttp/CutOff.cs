namespace Cicada.FastHttp;

/// <summary>Why a request was cut off.</summary>
internal enum CutOff
{
    None,

    /// <summary>It took longer than it may.</summary>
    Time,

    /// <summary>The run took the user's time away.</summary>
    Run,

    /// <summary>The token the test gave was cancelled.</summary>
    Test,
}

namespace Cicada.Commands;

/// <summary>Asks before something is done that cannot be undone.</summary>
internal sealed class Confirmation(Surroundings surroundings)
{
    /// <summary>Whether somebody said yes.</summary>
    /// <param name="question">The question.</param>
    /// <param name="refusal">What is said where there is nobody to ask.</param>
    public bool Ask(string question, string refusal)
    {
        if (!surroundings.InputIsTerminal)
        {
            surroundings.Error.WriteLine(refusal);
            return false;
        }

        surroundings.Error.Write($"{question} It cannot be undone. [y/N] ");
        surroundings.Error.Flush();
        if (surroundings.Input.ReadLine()?.Trim().ToUpperInvariant() is "Y" or "YES")
        {
            return true;
        }

        surroundings.Error.WriteLine("Nothing is deleted.");
        return false;
    }
}

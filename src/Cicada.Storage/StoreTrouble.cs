namespace Cicada.Storage;

/// <summary>What goes wrong with a store where nobody waits for an answer: it is said where people look, unless whoever opens the store takes it.</summary>
internal static class StoreTrouble
{
    public static void Say(string sentence) => Console.Error.WriteLine(sentence);
}

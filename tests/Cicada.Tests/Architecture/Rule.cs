namespace Cicada.Tests.Architecture;

/// <summary>A rule of the house. Unlike an assertion on a collection it shows every breach as a whole.</summary>
internal static class Rule
{
    public static void HasNoBreach(string rule, IEnumerable<string> breaches)
    {
        var all = breaches.Distinct().ToArray();
        Assert.True(all.Length == 0, $"{rule}\n  {string.Join("\n  ", all)}");
    }
}

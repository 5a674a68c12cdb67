using System.CommandLine;

namespace Cicada.Commands;

/// <summary>What is asked of arguments.</summary>
internal static class ArgumentExtensions
{
    /// <summary>Refuses a value of nothing but blanks, which is what a script's variable that was never set leaves.</summary>
    public static Argument<string> MustHaveText(this Argument<string> argument, string what, string expected)
    {
        argument.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var value }] && string.IsNullOrWhiteSpace(value))
            {
                result.AddError($"{what} is '{value}'; expected {expected}. Write it behind the command.");
            }
        });
        return argument;
    }
}

namespace Cicada.Users;

/// <summary>What weights and fixed counts can be, wherever they come from.</summary>
internal static class ShareRule
{
    /// <summary>Adds a sentence for each that makes no sense.</summary>
    public static void Check(string userType, double weight, int fixedCount, List<string> problems)
    {
        if (!(weight >= 0) || !double.IsFinite(weight))
        {
            problems.Add($"The user type '{userType}' has the weight '{weight}'; a weight is 0 or more. Correct its Weight.");
        }

        if (fixedCount < 0)
        {
            problems.Add($"The user type '{userType}' has the fixed count '{fixedCount}'; a count is 0 or more. Correct its FixedCount.");
        }
    }

    /// <summary>Adds a sentence where all together mean no users at all.</summary>
    public static void CheckAll(IReadOnlyList<UserType> types, List<string> problems)
    {
        if (types.All(type => type.FixedCount == 0 && type.Weight == 0))
        {
            problems.Add("Every user type has the weight 0 and no fixed count, so no user would ever be spawned. Give one of them a weight above 0.");
        }
    }
}

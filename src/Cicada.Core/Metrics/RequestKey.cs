namespace Cicada;

/// <summary>
/// What requests are grouped by: their type, their name and the user type that made them. One object per combination
/// and run, so that two samples of the same request carry the same reference.
/// </summary>
public sealed class RequestKey
{
    internal RequestKey(int index, string requestType, string name, string userClass)
    {
        Index = index;
        RequestType = requestType;
        Name = name;
        UserClass = userClass;
        IsTransaction = requestType == Transaction.Word;
    }

    /// <summary>The protocol or method, for instance <c>GET</c>.</summary>
    public string RequestType { get; }

    /// <summary>The name the request is shown under, for instance <c>/item/{id}</c>.</summary>
    public string Name { get; }

    /// <summary>The name of the user type that made the request.</summary>
    public string UserClass { get; }

    /// <summary>A dense number, unique within the run, for tables indexed by key.</summary>
    public int Index { get; }

    /// <summary>True for a group of requests rather than one: it is no part of totals, and goes to no output but as statistics of its own.</summary>
    internal bool IsTransaction { get; }

    /// <inheritdoc />
    public override string ToString() => $"{RequestType} {Name}";
}

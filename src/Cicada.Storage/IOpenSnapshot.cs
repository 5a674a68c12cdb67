namespace Cicada.Storage;

/// <summary>Somebody who reads a file besides its owner.</summary>
internal interface IOpenSnapshot
{
    /// <summary>Ends what is being asked and closes the connection, from any thread.</summary>
    void Abandon();
}

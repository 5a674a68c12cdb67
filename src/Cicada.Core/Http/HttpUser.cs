namespace Cicada;

/// <summary>A user that speaks HTTP.</summary>
public abstract class HttpUser : User;

namespace Cicada;

/// <summary>Which of InfluxDB's three writing APIs a server speaks.</summary>
public enum InfluxVersion
{
    /// <summary>Found out: from the address where it says so, otherwise from the server.</summary>
    Auto,

    /// <summary>1.x: a database, perhaps a retention policy, user and password. VictoriaMetrics and others speak it too.</summary>
    V1,

    /// <summary>2.x and InfluxDB Cloud: an organisation, a bucket, a token.</summary>
    V2,

    /// <summary>3.x: a database and a token.</summary>
    V3,
}

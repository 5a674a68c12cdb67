using Cicada.Influx;

namespace Cicada.Storage.InfluxQl;

/// <summary>Where points go, and how their times are to be read.</summary>
/// <param name="Database">The database.</param>
/// <param name="RetentionPolicy">The retention policy; empty for the database's default.</param>
/// <param name="Precision">The unit of the points' times.</param>
internal sealed record InfluxWrite(string Database, string RetentionPolicy, TimePrecision Precision);

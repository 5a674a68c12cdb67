using System.Data.Common;

namespace Cicada.Storage.Queries;

/// <summary>What DuckDB says when a query fails; DuckDB.NET's own exception cannot be made by others.</summary>
internal sealed class QueryException(string message) : DbException(message);

using System.Data.Common;

namespace Cicada.Storage;

/// <summary>What DuckDB says when rows cannot be appended; DuckDB.NET's own exception cannot be made by others.</summary>
internal sealed class AppendException(string message) : DbException(message);

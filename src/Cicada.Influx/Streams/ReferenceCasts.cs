using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Influx.Streams;

/// <summary>What the values of a name are, once it is known what the name is.</summary>
internal static class ReferenceCasts
{
    extension(ReferenceCast cast)
    {
        /// <summary>Whether the name is one of a field that something has.</summary>
        public bool IsField => cast is not (ReferenceCast.None or ReferenceCast.Tag);

        /// <summary>The kind of the values; null for a name nothing has.</summary>
        public QueryValueKind Kind => cast switch
        {
            ReferenceCast.Float or ReferenceCast.Field => QueryValueKind.Float,
            ReferenceCast.Integer => QueryValueKind.Integer,
            ReferenceCast.Unsigned => QueryValueKind.Unsigned,
            ReferenceCast.String or ReferenceCast.Tag => QueryValueKind.String,
            ReferenceCast.Boolean => QueryValueKind.Boolean,
            _ => QueryValueKind.Null,
        };
    }
}

using Cicada.Influx;

namespace Cicada.Storage;

/// <summary>One measurement of the store: its two tables and their columns. Changed by <see cref="Catalogue"/> alone.</summary>
internal sealed class MeasurementTable(int id, string name, string? view)
{
    private readonly List<StoreColumn> _tags = [];
    private readonly List<StoreColumn> _fields = [];
    private readonly List<StoreColumn> _fieldColumns = [];
    private readonly Dictionary<string, StoreColumn> _tagsByName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StoreColumn> _fieldsByName = new(StringComparer.Ordinal);

    // Points from elsewhere must not give the fields of a run types that runs cannot be recorded with.
    private readonly Dictionary<string, FieldType>? _recorded = view is null
        ? null
        : MeasurementSchema.Find(name)?.Fields.ToDictionary(one => one.Name, one => one.Type, StringComparer.Ordinal);

    public int Id => id;

    public string Name => name;

    /// <summary>The view in schema main, or null where the measurement has none.</summary>
    public string? View => view;

    /// <summary>Whether the columns have changed since the view was made.</summary>
    public bool ViewIsStale { get; set; }

    /// <summary>Whether it is gone from the file; whoever still holds it asks the catalogue again.</summary>
    public bool IsDropped { get; set; }

    /// <summary>Grows whenever series are removed: numbers of series that were remembered before may mean nothing now.</summary>
    public int SeriesRemovals { get; set; }

    /// <summary>Whether points of series are there that were deleted: not all there is may be read.</summary>
    public bool HasRemovedSeries { get; set; }

    /// <summary>Grows whenever points of any time are written: whoever remembers which times are taken asks anew when somebody else has written.</summary>
    public int PointWrites { get; set; }

    /// <summary>The number the next new series gets, whoever writes it; 0 as long as nobody has looked.</summary>
    public int NextSeries { get; set; }

    /// <summary>Grows whenever new series are written: whoever remembers those of a run asks anew when somebody else has written some.</summary>
    public int SeriesAdditions { get; set; }

    public string SeriesTable => $"series_{id}";

    public string PointsTable => $"points_{id}";

    /// <summary>In the order of the series table's columns, after its id.</summary>
    public IReadOnlyList<StoreColumn> Tags => _tags;

    /// <summary>In the order in which they came.</summary>
    public IReadOnlyList<StoreColumn> Fields => _fields;

    /// <summary>The points table's columns, after time and series, in their order: one for each field, and for some decimals another.</summary>
    public IReadOnlyList<StoreColumn> FieldColumns => _fieldColumns;

    public int NextColumnId => _tags.Count + _fieldColumns.Count + 1;

    public StoreColumn? Tag(string tag) => _tagsByName.GetValueOrDefault(tag);

    public StoreColumn? Field(string field) => _fieldsByName.GetValueOrDefault(field);

    /// <summary>The type a field has, or is to have because runs record it; null where the first point decides.</summary>
    public FieldType? TypeOf(string field) =>
        Field(field)?.Type ?? (_recorded is not null && _recorded.TryGetValue(field, out var type) ? type : null);

    /// <summary>Columns for those of these tags and fields that have none; not for a field that is to have another type.</summary>
    public IReadOnlyList<StoreColumn> Missing(IEnumerable<string> tags, IEnumerable<(string Name, FieldType Type)> fields)
    {
        var next = NextColumnId;
        return
        [
            .. tags.Distinct(StringComparer.Ordinal).Where(tag => Tag(tag) is null).Select(tag => new StoreColumn(next++, tag, true, FieldType.String)),
            .. fields.DistinctBy(field => field.Name, StringComparer.Ordinal)
                .Where(field => Field(field.Name) is null && (TypeOf(field.Name) ?? field.Type) == field.Type)
                .Select(field => new StoreColumn(next++, field.Name, false, field.Type) { IsDecimal = field.Type == FieldType.Float && IsRecordedTime(field.Name) }),
        ];
    }

    /// <summary>The measurement as it is now, which does not change any more.</summary>
    public MeasurementTable Frozen()
    {
        var frozen = new MeasurementTable(Id, Name, View) { ViewIsStale = ViewIsStale, HasRemovedSeries = HasRemovedSeries };
        foreach (var column in _tags.Concat(_fieldColumns).OrderBy(column => column.Id))
        {
            frozen.Add(column);
        }

        return frozen;
    }

    public void Add(StoreColumn column)
    {
        if (column.IsTag)
        {
            _tags.Add(column);
            _tagsByName.Add(column.Name, column);
            return;
        }

        _fieldColumns.Add(column);
        if (Field(column.Name) is { IsDecimal: true } known)
        {
            _fields[_fields.IndexOf(known)] = _fieldsByName[column.Name] = known with { Other = column };
            return;
        }

        _fields.Add(column);
        _fieldsByName.Add(column.Name, column);
    }

    /// <summary>Points and series joined, for a FROM clause; columns are said as <c>p.f1</c> and <c>s.t2</c>.</summary>
    public string Joined => $"data.{PointsTable} p JOIN data.{SeriesTable} s ON s.id = p.series";

    /// <summary>The query behind the view: time, tags, fields, each under its real name or the nearest to it SQL can tell apart.</summary>
    public string ViewQuery
    {
        get
        {
            var names = ViewNames();
            var columns = _tags.Select(tag => $"s.{tag.SqlName} AS {SqlText.Name(names[tag.Id])}")
                .Concat(_fields.Select(column => $"{column.JoinedName} AS {SqlText.Name(names[column.Id])}"));
            return $"SELECT {string.Join(", ", columns.Prepend("make_timestamp_ns(p.time) AS \"time\""))} FROM {Joined}";
        }
    }

    // All floats that runs record of a request are times, counted in nanoseconds.
    private bool IsRecordedTime(string field) => name == MeasurementNames.Default.Requests && _recorded is not null && _recorded.ContainsKey(field);

    // In the order the columns came, so that a name never changes when another column is added.
    private Dictionary<int, string> ViewNames()
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "time" };
        var names = new Dictionary<int, string>();
        foreach (var column in _tags.Concat(_fields).OrderBy(column => column.Id))
        {
            names[column.Id] = FreeName(column.Name, taken);
        }

        return names;
    }

    internal static string FreeName(string wanted, HashSet<string> taken)
    {
        // DuckDB's identifiers end at a NUL, and an empty one is refused.
        var plain = wanted.Replace("\0", "", StringComparison.Ordinal);
        plain = plain.Length == 0 ? "_" : plain;
        var free = plain;
        for (var i = 2; !taken.Add(free); i++)
        {
            free = $"{plain}_{i}";
        }

        return free;
    }
}

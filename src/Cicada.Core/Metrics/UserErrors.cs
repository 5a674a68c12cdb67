namespace Cicada.Metrics;

/// <summary>Exceptions that escaped from users' tasks, grouped by type and place, bounded in number.</summary>
internal sealed class UserErrors
{
    private const int MaximumGroups = 200;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _groups = [];
    private long _count;

    public long Count => Volatile.Read(ref _count);

    /// <summary>Counts one; true when it is the first of its kind.</summary>
    public bool Add(Exception exception, string task)
    {
        var type = exception.GetType().FullName ?? exception.GetType().Name;
        var key = $"{type}\n{task}\n{exception.StackTrace}";
        lock (_gate)
        {
            _count++;
            if (_groups.TryGetValue(key, out var entry))
            {
                entry.Total++;
                entry.InInterval++;
                return false;
            }

            if (_groups.Count >= MaximumGroups)
            {
                key = ErrorClass.Other;
                if (_groups.TryGetValue(key, out entry))
                {
                    entry.Total++;
                    entry.InInterval++;
                    return false;
                }
            }

            _groups.Add(key, new Entry
            {
                Exception = type,
                Task = task,
                Message = ErrorText.Bound(exception.Message)!,
                Traceback = exception.StackTrace ?? "",
                Total = 1,
                InInterval = 1,
            });
            return true;
        }
    }

    /// <summary>One event for each kind that occurred since the last call.</summary>
    public IReadOnlyList<RunEvent> TakeInterval(long time)
    {
        lock (_gate)
        {
            var taken = new List<RunEvent>();
            foreach (var entry in _groups.Values)
            {
                if (entry.InInterval > 0)
                {
                    taken.Add(new RunEvent
                    {
                        TimeNanoseconds = time,
                        Type = "user_error",
                        Title = $"{entry.Exception} in {entry.Task}, {entry.InInterval} times",
                        Text = $"{entry.Message}\n{entry.Traceback}",
                    });
                    entry.InInterval = 0;
                }
            }

            return taken;
        }
    }

    public IReadOnlyList<UserErrorSummary> Summarise()
    {
        lock (_gate)
        {
            return
            [
                .. _groups.Values.OrderByDescending(entry => entry.Total).Select(entry => new UserErrorSummary
                {
                    Occurrences = entry.Total,
                    Exception = entry.Exception,
                    Message = entry.Message,
                    Traceback = entry.Traceback,
                }),
            ];
        }
    }

    private sealed class Entry
    {
        public required string Exception { get; init; }

        public required string Task { get; init; }

        public required string Message { get; init; }

        public required string Traceback { get; init; }

        public long Total { get; set; }

        public long InInterval { get; set; }
    }
}

namespace Cicada.Tests.Grafana.Simulation;

/// <summary>Makes events of the frames an annotation's query gave.</summary>
internal static class AnnotationReader
{
    /// <summary>The events. A row with a gap in it is none.</summary>
    public static IReadOnlyList<AnnotationEvent> Read(Annotation annotation, IReadOnlyList<Frame> frames)
    {
        var (text, title, tags) = ((FrameField?)null, (FrameField?)null, new List<FrameField>());
        foreach (var field in frames.Select(frame => frame.Fields[1]))
        {
            if (field.DisplayName == annotation.TitleColumn)
            {
                title = field;
            }
            else if (annotation.TagsColumn.Length > 0 && annotation.TagsColumn.Split(',').Any(tag => field.DisplayName.Contains(tag.Trim(), StringComparison.Ordinal)))
            {
                tags.Add(field);
            }
            else if (annotation.TextColumn.Length > 0 && field.DisplayName.Contains(annotation.TextColumn, StringComparison.Ordinal))
            {
                text = field;
            }
            else if (field.DisplayName != annotation.TimeEndColumn)
            {
                // Whatever is left becomes the title, if nothing else is.
                title ??= field;
            }
        }

        var events = new List<AnnotationEvent>();
        for (var row = 0; row < (frames.Count > 0 ? frames[0].Rows : 0); row++)
        {
            if (frames.All(frame => frame.Fields[1].Values[row] is not null))
            {
                events.Add(new(
                    (long)frames[0].Fields[0].Values[row]!, title?.Values[row]?.ToString(), text?.Values[row]?.ToString(),
                    [.. tags.SelectMany(tag => tag.Values[row]!.ToString()!.Split(','))]));
            }
        }

        return events;
    }
}

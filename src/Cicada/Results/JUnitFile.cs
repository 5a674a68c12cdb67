using System.Globalization;
using System.Xml;

namespace Cicada.Results;

/// <summary>
/// The cases of a run as JUnit XML in the form of Surefire, which Jenkins, GitLab, Azure DevOps and the actions of GitHub read: one <c>testsuite</c> a run, one <c>testcase</c> for each thing
/// that had to hold.
/// </summary>
internal static class JUnitFile
{
    /// <summary>Writes it.</summary>
    /// <param name="writer">Where to; the text is UTF-8.</param>
    /// <param name="summary">The document of the run.</param>
    /// <param name="setting">What the run was started with.</param>
    public static void Write(TextWriter writer, RunSummary summary, VerdictSetting setting)
    {
        var cases = VerdictCases.Of(summary);
        var time = Seconds((summary.Ended ?? summary.Started) - summary.Started);
        using var xml = XmlText.Create(new Utf8Text(writer));
        xml.WriteStartElement("testsuites");
        xml.WriteAttributeString("name", "cicada");
        WriteCounts(xml, cases);
        xml.WriteAttributeString("time", time);

        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", XmlText.Of(summary.Test));
        WriteCounts(xml, cases);
        xml.WriteAttributeString("skipped", "0");
        xml.WriteAttributeString("time", time);

        // Readers of this format take a moment without a zone.
        xml.WriteAttributeString("timestamp", summary.Started.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
        xml.WriteAttributeString("hostname", XmlText.Of(setting.Machine ?? "unknown"));
        xml.WriteStartElement("properties");
        foreach (var (name, value) in setting.Properties(summary))
        {
            xml.WriteStartElement("property");
            xml.WriteAttributeString("name", XmlText.Of(name));
            xml.WriteAttributeString("value", XmlText.Of(value));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        foreach (var one in cases)
        {
            Write(xml, one);
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteCounts(XmlWriter xml, IReadOnlyList<VerdictCase> cases)
    {
        xml.WriteAttributeString("tests", Text(cases.Count));
        xml.WriteAttributeString("failures", Text(cases.Count(one => one.Outcome == VerdictOutcome.Failed)));
        xml.WriteAttributeString("errors", Text(cases.Count(one => one.Outcome == VerdictOutcome.Error)));
    }

    private static void Write(XmlWriter xml, VerdictCase one)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", XmlText.Of(one.ClassName));
        xml.WriteAttributeString("name", XmlText.Of(one.Name));

        // A case is judged at no time of its own; what the run took is said by the suite.
        xml.WriteAttributeString("time", "0");
        if (one.IsRed)
        {
            var isError = one.Outcome == VerdictOutcome.Error;
            xml.WriteStartElement(isError ? "error" : "failure");
            xml.WriteAttributeString("message", XmlText.Of(one.Headline));
            xml.WriteAttributeString("type", isError ? "error" : "not good enough");
            xml.WriteString(XmlText.Of(one.Text));
            xml.WriteEndElement();
        }
        else
        {
            xml.WriteElementString("system-out", XmlText.Of(one.Text));
        }

        xml.WriteEndElement();
    }

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);
}

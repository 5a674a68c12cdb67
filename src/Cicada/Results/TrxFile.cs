using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;

namespace Cicada.Results;

/// <summary>
/// The cases of a run as the test results of Visual Studio, which Azure DevOps and viewers of .NET read. All ids follow from names: a case has the same id in every run, and a run that is written
/// again gives the same file.
/// </summary>
internal static class TrxFile
{
    private const string Namespace = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    // Three names that Visual Studio gives itself: its unit tests, and its two lists of results.
    private const string UnitTests = "13cdc9d9-ddb5-4fa4-a97d-d965ccfc6d4b";
    private const string NotInAList = "8c84fa94-04c1-424b-9868-57a2d4851a1d";
    private const string AllResults = "19431567-8539-422a-85d7-44ee4e166bda";

    private static readonly string[] Counters =
    [
        "total", "executed", "passed", "failed", "error", "timeout", "aborted", "inconclusive", "passedButRunAborted", "notRunnable", "notExecuted", "disconnected", "warning", "completed",
        "inProgress", "pending",
    ];

    /// <summary>Writes it.</summary>
    /// <param name="writer">Where to; the text is UTF-8.</param>
    /// <param name="summary">The document of the run.</param>
    /// <param name="setting">What the run was started with.</param>
    public static void Write(TextWriter writer, RunSummary summary, VerdictSetting setting)
    {
        var cases = VerdictCases.Of(summary);
        var (started, ended) = (Moment(summary.Started), Moment(summary.Ended ?? summary.Started));
        var machine = XmlText.Of(setting.Machine ?? "unknown");
        using var xml = XmlText.Create(new Utf8Text(writer));
        xml.WriteStartElement("TestRun", Namespace);
        xml.WriteAttributeString("id", Id(summary.Run));
        xml.WriteAttributeString("name", XmlText.Of($"{summary.Test} {summary.Run}"));
        xml.WriteStartElement("Times");
        xml.WriteAttributeString("creation", started);
        xml.WriteAttributeString("queuing", started);
        xml.WriteAttributeString("start", started);
        xml.WriteAttributeString("finish", ended);
        xml.WriteEndElement();
        xml.WriteStartElement("TestSettings");
        xml.WriteAttributeString("name", "default");
        xml.WriteAttributeString("id", Id("settings"));
        xml.WriteEndElement();

        xml.WriteStartElement("Results");
        foreach (var one in cases)
        {
            xml.WriteStartElement("UnitTestResult");
            xml.WriteAttributeString("executionId", ExecutionId(summary, one));
            xml.WriteAttributeString("testId", TestId(one));
            xml.WriteAttributeString("testName", XmlText.Of(one.Name));
            xml.WriteAttributeString("computerName", machine);
            xml.WriteAttributeString("duration", "00:00:00.0000000");
            xml.WriteAttributeString("startTime", started);
            xml.WriteAttributeString("endTime", ended);
            xml.WriteAttributeString("testType", UnitTests);
            xml.WriteAttributeString("outcome", one.IsRed ? "Failed" : "Passed");
            xml.WriteAttributeString("testListId", NotInAList);
            xml.WriteAttributeString("relativeResultsDirectory", ExecutionId(summary, one));
            xml.WriteStartElement("Output");
            if (one.IsRed)
            {
                xml.WriteStartElement("ErrorInfo");
                xml.WriteElementString("Message", XmlText.Of(one.Text));
                xml.WriteEndElement();
            }
            else
            {
                xml.WriteElementString("StdOut", XmlText.Of(one.Text));
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteStartElement("TestDefinitions");
        foreach (var one in cases)
        {
            xml.WriteStartElement("UnitTest");
            xml.WriteAttributeString("name", XmlText.Of(one.Name));
            xml.WriteAttributeString("storage", XmlText.Of(summary.Test));
            xml.WriteAttributeString("id", TestId(one));
            xml.WriteStartElement("Execution");
            xml.WriteAttributeString("id", ExecutionId(summary, one));
            xml.WriteEndElement();
            xml.WriteStartElement("TestMethod");
            xml.WriteAttributeString("codeBase", XmlText.Of(summary.Test));
            xml.WriteAttributeString("adapterTypeName", "executor://cicada/v1");
            xml.WriteAttributeString("className", XmlText.Of(one.ClassName));
            xml.WriteAttributeString("name", XmlText.Of(one.Name));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteStartElement("TestEntries");
        foreach (var one in cases)
        {
            xml.WriteStartElement("TestEntry");
            xml.WriteAttributeString("testId", TestId(one));
            xml.WriteAttributeString("executionId", ExecutionId(summary, one));
            xml.WriteAttributeString("testListId", NotInAList);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteStartElement("TestLists");
        WriteList(xml, "Results Not in a List", NotInAList);
        WriteList(xml, "All Loaded Results", AllResults);
        xml.WriteEndElement();
        WriteEnd(xml, summary, setting, cases);
        xml.WriteEndElement();
    }

    private static void WriteList(XmlWriter xml, string name, string id)
    {
        xml.WriteStartElement("TestList");
        xml.WriteAttributeString("name", name);
        xml.WriteAttributeString("id", id);
        xml.WriteEndElement();
    }

    private static void WriteEnd(XmlWriter xml, RunSummary summary, VerdictSetting setting, IReadOnlyList<VerdictCase> cases)
    {
        var red = cases.Count(one => one.IsRed);
        xml.WriteStartElement("ResultSummary");
        xml.WriteAttributeString("outcome", red > 0 ? "Failed" : "Completed");
        xml.WriteStartElement("Counters");
        foreach (var name in Counters)
        {
            var count = name switch
            {
                "total" or "executed" => cases.Count,
                "passed" => cases.Count - red,
                "failed" => red,
                _ => 0,
            };
            xml.WriteAttributeString(name, count.ToString(CultureInfo.InvariantCulture));
        }

        xml.WriteEndElement();
        xml.WriteStartElement("Output");
        xml.WriteElementString("StdOut", XmlText.Of(string.Join('\n', setting.Properties(summary).Select(property => $"{property.Key}: {property.Value}"))));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static string TestId(VerdictCase one) => Id($"{one.ClassName}\n{one.Name}");

    private static string ExecutionId(RunSummary summary, VerdictCase one) => Id($"{summary.Run}\n{one.ClassName}\n{one.Name}");

    private static string Id(string name) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16)).ToString();

    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}

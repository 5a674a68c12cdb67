using System.Globalization;
using System.Xml;
using Cicada.Influx;

namespace Cicada.Import;

/// <summary>
/// JMeter's results as XML. A <c>sample</c> that holds others is a transaction, whose requests count; an <c>httpSample</c> that holds others
/// is one request with its redirects and embedded resources, which are part of it.
/// </summary>
internal sealed class JMeterXmlSource(ImportFile file, ForeignRun run, ImportReport report) : IPointSource
{
    private const string Parts = "redirects and embedded resources, which are part of their request";
    private readonly Stream _stream = file.Open();

    public IEnumerable<ReadPoint> Read()
    {
        // No DTD means no entities of anybody's making, and nothing is fetched.
        using var xml = XmlReader.Create(_stream, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,

            // Responses with control characters are written as they came.
            CheckCharacters = false,
            MaxCharactersInDocument = 0,
        });
        var open = new Stack<Element>();
        var users = new SecondUsers(run);
        while (Next(xml, out var more) && more)
        {
            if (xml.NodeType == XmlNodeType.Element && IsSample(xml))
            {
                report.Lines++;
                if (open.Count >= 100)
                {
                    throw new PlanException([$"The file '{file.Name}' has samples within samples to a depth of more than 100; JMeter writes none like that. Name another file."]);
                }

                if (open.TryPeek(out var parent))
                {
                    parent.HoldsSamples = true;
                }

                var element = new Element(xml);
                if (!xml.IsEmptyElement)
                {
                    open.Push(element);
                    continue;
                }

                foreach (var point in End(element, open, users))
                {
                    yield return point;
                }
            }
            else if (xml.NodeType == XmlNodeType.EndElement && IsSample(xml) && open.TryPop(out var ended))
            {
                foreach (var point in End(ended, open, users))
                {
                    yield return point;
                }
            }
            else if (xml.NodeType == XmlNodeType.Element && open.TryPeek(out var holder))
            {
                ReadInto(holder, xml);
            }
        }

        if (users.Take() is { } last)
        {
            yield return new(report.Lines, last);
        }
    }

    public void Dispose() => _stream.Dispose();

    private static bool IsSample(XmlReader xml) => xml.LocalName is "httpSample" or "sample";

    // A file that breaks off, as when JMeter was killed, is good up to there.
    private bool Next(XmlReader xml, out bool more)
    {
        try
        {
            more = xml.Read();
            return true;
        }
        catch (XmlException exception)
        {
            report.AddBad(exception.LineNumber, $"it is not XML that can be read further: {exception.Message.TrimEnd('.')}");
            more = false;
            return false;
        }
    }

    private void ReadInto(Element holder, XmlReader xml)
    {
        try
        {
            switch (xml.LocalName)
            {
                case "method":
                    holder.Method = Content(xml, 20);
                    break;
                case "java.net.URL":
                    holder.Url = Content(xml, 2_000);
                    break;
                case "failureMessage" when holder.FailureMessage.Length == 0:
                    holder.FailureMessage = Content(xml, 10_000);
                    break;
            }
        }
        catch (XmlException)
        {
            // Told by the next read.
        }
    }

    private static string Content(XmlReader xml, int longest)
    {
        if (xml.IsEmptyElement)
        {
            return "";
        }

        var text = new System.Text.StringBuilder();
        var buffer = new char[1024];
        while (xml.Read() && xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
        {
            int read;
            while (xml.CanReadValueChunk && (read = xml.ReadValueChunk(buffer, 0, buffer.Length)) > 0)
            {
                if (text.Length < longest)
                {
                    text.Append(buffer, 0, read);
                }
            }
        }

        return text.ToString();
    }

    private IEnumerable<ReadPoint> End(Element element, Stack<Element> open, SecondUsers users)
    {
        if (open.Any(outer => outer.IsHttp))
        {
            report.Skip(Parts);
            return [];
        }

        if (!element.IsHttp && (element.HoldsSamples || element.ResponseMessage.StartsWith(JMeterCsvSource.TransactionMessage, StringComparison.Ordinal)))
        {
            report.Skip(JMeterCsvSource.Transactions);
            return [];
        }

        if (element.PointOf(run, out var completed, out var reason) is not { } point)
        {
            report.AddBad(element.Line, reason, element.Label);
            return [];
        }

        var before = long.TryParse(element.AllThreads, NumberStyles.None, CultureInfo.InvariantCulture, out var threads) ? users.Add(completed, threads) : null;
        return before is null ? [new(element.Line, point)] : [new(element.Line, before), new(element.Line, point)];
    }

    private sealed class Element
    {
        private readonly string _time;
        private readonly string _elapsed;
        private readonly string _latency;
        private readonly string _connect;
        private readonly string _bytes;
        private readonly string _success;
        private readonly string _code;
        private readonly string _thread;

        public Element(XmlReader xml)
        {
            Line = (xml as IXmlLineInfo)?.LineNumber ?? 0;
            IsHttp = xml.LocalName == "httpSample";
            _time = xml.GetAttribute("ts") ?? "";
            _elapsed = xml.GetAttribute("t") ?? "";
            _latency = xml.GetAttribute("lt") ?? "";
            _connect = xml.GetAttribute("ct") ?? "";
            _bytes = xml.GetAttribute("by") ?? "";
            _success = xml.GetAttribute("s") ?? "";
            _code = xml.GetAttribute("rc") ?? "";
            _thread = xml.GetAttribute("tn") ?? "";
            Label = xml.GetAttribute("lb") ?? "";
            ResponseMessage = xml.GetAttribute("rm") ?? "";
            AllThreads = xml.GetAttribute("na") ?? "";
        }

        public int Line { get; }

        public bool IsHttp { get; }

        public bool HoldsSamples { get; set; }

        public string Label { get; }

        public string ResponseMessage { get; }

        public string AllThreads { get; }

        public string Method { get; set; } = "";

        public string Url { get; set; } = "";

        public string FailureMessage { get; set; } = "";

        public Point? PointOf(ForeignRun run, out long completed, out string reason) => new JMeterSample
        {
            TimeStamp = _time,
            Elapsed = _elapsed,
            Latency = _latency,
            Connect = _connect,
            Bytes = _bytes,
            Success = _success,
            Label = Label,
            ResponseCode = _code,
            ResponseMessage = ResponseMessage,
            FailureMessage = FailureMessage,
            ThreadName = _thread,
            Url = Url.Length > 0 ? Url : IsHttp ? Label : "",
            Method = Method,
        }.PointOf(run, out completed, out reason);
    }
}

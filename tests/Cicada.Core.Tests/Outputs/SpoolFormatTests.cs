using Cicada.Outputs;
using CsCheck;

namespace Cicada.Tests.Outputs;

public sealed class SpoolFormatTests
{
    private static readonly RequestKey[] Keys = [.. Enumerable.Range(0, 4).Select(i => new RequestKey(i, i % 2 == 0 ? "GET" : "WS", $"/ä{i}", "Shopper"))];

    private static readonly Gen<RequestSample> Samples = Gen.Select(
        Gen.Int[0, 3], Gen.Long, Gen.Long[0, 1L << 50], Gen.Long[-1, 1L << 40], Gen.Int[0, 599], Gen.String[Gen.Char.AlphaNumeric, 0, 20].Null(), Gen.Int[0, 2].Select(error => new[] { null, "failed", "timeout" }[error]),
        (key, completed, response, phase, status, detail, error) => new RequestSample
        {
            Key = Keys[key],
            CompletedNanoseconds = completed,
            ResponseNanoseconds = response,
            ServiceNanoseconds = phase,
            ConnectNanoseconds = -1,
            TlsNanoseconds = phase,
            FirstByteNanoseconds = phase,
            ResponseLength = response,
            StatusCode = status,
            Error = error,
            Detail = detail,
        });

    [Fact]
    public void What_is_written_is_what_is_read() =>
        Samples.Array[0, 50].Sample(samples =>
        {
            var batch = new OutputBatch { Requests = samples, Observations = [new RunEvent { TimeNanoseconds = 5, Type = "t", Title = "ü" }, new UserCount { TimeNanoseconds = 6, UserClass = "U", Count = 1, Target = 2, ElapsedSeconds = 0.5 }] };

            var read = SpoolFormat.Read(new MemoryStream(Write(batch)));

            return read.Observations.SequenceEqual(batch.Observations)
                && read.Requests.ToArray().Zip(samples).All(pair => Plain(pair.First) == Plain(pair.Second))
                && read.Requests.Length == samples.Length;
        });

    [Fact]
    public void A_file_that_was_cut_off_anywhere_is_refused() =>
        Gen.Select(Samples.Array[1, 5], Gen.Int[0, 100_000]).Sample((samples, at) =>
        {
            var whole = Write(new OutputBatch { Requests = samples });

            return IsRefused(whole[..(at % whole.Length)]);
        });

    [Fact]
    public void A_file_with_a_changed_byte_is_refused_or_read_but_never_breaks_the_reader() =>
        Gen.Select(Samples.Array[1, 5], Gen.Int[0, 100_000], Gen.Byte).Sample((samples, at, value) =>
        {
            var whole = Write(new OutputBatch { Requests = samples });
            whole[at % whole.Length] = value;

            _ = IsRefused(whole);
        });

    [Fact]
    public void Any_bytes_at_all_are_refused() => Gen.Byte.Array[0, 300].Sample(IsRefused);

    private static bool IsRefused(byte[] bytes)
    {
        try
        {
            SpoolFormat.Read(new MemoryStream(bytes));
            return false;
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }

    private static byte[] Write(OutputBatch batch)
    {
        var stream = new MemoryStream();
        SpoolFormat.Write(stream, batch);
        return stream.ToArray();
    }

    private static (RequestSample, string, string, string) Plain(RequestSample sample) =>
        (sample with { Key = Keys[0] }, sample.Key.RequestType, sample.Key.Name, sample.Key.UserClass);
}

using Cicada.Outputs;
using CsCheck;

namespace Cicada.Tests.Outputs;

public sealed class SpoolFormatTests
{
    private static readonly RequestKey[] Keys = [.. Enumerable.Range(0, 4).Select(i => new RequestKey(i, i % 2 == 0 ? "GET" : "WS", $"/ä{i}", "Shopper"))];

    // As it was written before files said which run they belong to.
    private static readonly byte[] FirstVersion = Convert.FromBase64String(
        "UFNDQwEAAAABAAAAAwAAAANHRVQDL8OkB1Nob3BwZXIBAAAABmZhaWxlZAIAAAAAAAAAAQC0k3bi+hhAS0wAAAAAAAAJPQAAAAAA////////////////////////////////CgAAAAAAAADIAAAA/////wAAAAAAAgC0k3bi+hhAS0wAAAAAAAAJPQAAAAAA////////"
        + "////////////////////////CgAAAAAAAAD0AQAAAAAAAAEHbm8gZ29vZGEAAABbeyIkdHlwZSI6InVzZXJzIiwiVXNlckNsYXNzIjoiVSIsIkNvdW50IjoxLCJUYXJnZXQiOjIsIkVsYXBzZWRTZWNvbmRzIjowLjUsIlRpbWVOYW5vc2Vjb25kcyI6Nn1dQ0VORA==");

    // As it was written before samples had a time of name resolution.
    private static readonly byte[] ThirdVersion = Convert.FromBase64String(
        "UFNDQwMAAAC/AAAAeyJJZCI6InIyMDI2MTEyMy0xMDEyMDctazNmIiwiVGVzdCI6InNob3AiLCJXb3JrZXIiOiIxIiwiU3RhdGUiOiJydW5uaW5nIiwiU3RhcnRlZCI6IjIwMjYtMTEtMjNUMTA6MTI6MDcrMDA6MDAiLCJFbmRlZCI6bnVsbCwiSG9zdCI6bnVsbCwiT3B0aW9ucyI6e30sIkxhYmVscyI6e30s"
        + "Ik5vdGUiOiIiLCJHaXRSZXZpc2lvbiI6bnVsbH0EAAAAbm90ZQAAAAACAAAAAAAAAANHRVQBLwxTY3JpcHRlZFVzZXIAAAAAA0dFVAEvDFNjcmlwdGVkVXNlcgEAAAAGZmFpbGVkAgAAAAAAAAAFAAAAAAAAAKAlJgAAAAAAAQAAAAAAAAACAAAAAAAAAAMAAAAAAAAABAAAAAAAAAAKAAAA"
        + "AAAAAMgAAAAAAAAAAQdubyBnb29kAQAAAAYAAAAAAAAAwMYtAAAAAADAxi0AAAAAAP///////////////////////////////woAAAAAAAAAyAAAAP////8ATQAAAFt7IiR0eXBlIjoiZXZlbnQiLCJUeXBlIjoidCIsIlRpdGxlIjoiXHUwMEZDIiwiVGV4dCI6IiIsIlRpbWVOYW5vc2Vjb25kcyI6NX1dQ0VORA1UKVo=");

    private static readonly Gen<RequestSample> Samples = Gen.Select(
        Gen.Int[0, 3], Gen.Long, Gen.Long[0, 1L << 50], Gen.Long[-1, 1L << 40], Gen.Int[0, 599], Gen.String[Gen.Char.AlphaNumeric, 0, 20].Null(), Gen.Int[0, 2].Select(error => new[] { null, "failed", "timeout" }[error]),
        (key, completed, response, phase, status, detail, error) => new RequestSample
        {
            Key = Keys[key],
            CompletedNanoseconds = completed,
            ResponseNanoseconds = response,
            ServiceNanoseconds = phase,
            DnsNanoseconds = phase,
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

            var read = SpoolFormat.Read(new MemoryStream(Write(batch))).Batch;

            return read.Observations.SequenceEqual(batch.Observations)
                && read.Requests.ToArray().Zip(samples).All(pair => Plain(pair.First) == Plain(pair.Second))
                && read.Requests.Length == samples.Length;
        });

    [Fact]
    public void What_users_recorded_themselves_is_read_as_it_was_written()
    {
        PointTag[] tags = [new("shop", "eu\"\\")];
        var point = new OwnPoint
        {
            TimeNanoseconds = 7,
            Measurement = "baskets",
            Tags = tags,
            HasOwnTime = true,
            Fields = [new("items", 3), new("total", 3.0), new("paid", true), new("voucher", "ü")],
        };
        var counter = new CounterStatistics { TimeNanoseconds = 8, Metric = "orders", Tags = tags, ElapsedSeconds = 1, Count = 2, Sum = 3, Total = 4 };
        var gauge = new GaugeStatistics { TimeNanoseconds = 9, Metric = "depth", Unit = "jobs", Tags = [], ElapsedSeconds = 1, Count = 2, Value = 3, Min = -1, Max = 5 };
        var trend = new TrendStatistics
        {
            TimeNanoseconds = 10,
            Metric = "payment",
            Unit = "ms",
            Tags = tags,
            ElapsedSeconds = 1,
            Count = 2,
            Sum = 3,
            Values = new ValueDistribution(1, 2, 3, 4, 5, 6, 7, 8, 9),
            Histogram = "HISTF",
        };

        var read = SpoolFormat.Read(new MemoryStream(Write(new OutputBatch { Observations = [point, counter, gauge, trend] }))).Batch.Observations;

        var own = Assert.IsType<OwnPoint>(read[0]);
        Assert.Equal((7, "baskets", true), (own.TimeNanoseconds, own.Measurement, own.HasOwnTime));
        Assert.Equal(point.Tags, own.Tags);
        Assert.Equal(point.Fields, own.Fields);
        Assert.Equal(counter with { Tags = [] }, (CounterStatistics)read[1] with { Tags = [] });
        Assert.Equal(gauge with { Tags = [] }, (GaugeStatistics)read[2] with { Tags = [] });
        Assert.Equal(trend with { Tags = [] }, (TrendStatistics)read[3] with { Tags = [] });
        Assert.All(read.OfType<MetricStatistics>().Where(one => one.Metric != "depth"), one => Assert.Equal(tags, one.Tags));
    }

    [Fact]
    public void A_file_that_was_cut_off_anywhere_is_refused() =>
        Gen.Select(Samples.Array[1, 5], Gen.Int[0, 100_000]).Sample((samples, at) =>
        {
            var whole = Write(new OutputBatch { Requests = samples });

            return IsRefused(whole[..(at % whole.Length)]);
        });

    [Fact]
    public void A_file_with_a_changed_byte_is_refused() =>
        Gen.Select(Samples.Array[1, 5], Gen.Int[0, 100_000], Gen.Int[1, 255]).Sample((samples, at, change) =>
        {
            var whole = Write(new OutputBatch { Requests = samples }, Some.Summary());
            whole[at % whole.Length] ^= (byte)change;

            return IsRefused(whole);
        });

    [Fact]
    public void A_file_with_something_after_its_end_is_refused() => Assert.True(IsRefused([.. Write(OutputBatch.Empty), 0]));

    [Fact]
    public void A_file_of_the_first_version_with_a_changed_byte_is_refused_or_read_but_never_breaks_the_reader() =>
        Gen.Select(Gen.Int[0, FirstVersion.Length - 1], Gen.Byte).Sample((at, value) =>
        {
            var whole = FirstVersion.ToArray();
            whole[at] = value;

            _ = IsRefused(whole);
        });

    [Fact]
    public void A_text_of_an_impossible_length_is_refused_like_other_damage()
    {
        var lengths = Enumerable.Range(0, FirstVersion.Length - 5).Select(at =>
        {
            // Minus one in the form lengths of texts are kept in.
            byte[] impossible = [0xFF, 0xFF, 0xFF, 0xFF, 0x0F];
            var whole = FirstVersion.ToArray();
            impossible.CopyTo(whole, at);
            return whole;
        });

        Assert.All(lengths, whole => IsRefused(whole));
    }

    [Fact]
    public void A_file_of_the_first_version_is_read_and_knows_nothing_of_its_run()
    {
        var read = SpoolFormat.Read(new MemoryStream(FirstVersion));

        Assert.Null(read.Run);
        Assert.Null(read.Summary);
        Assert.Equal(
            [("GET /ä", 1_800_000_000_000_000_001, 5_000_000, 200, null, null), ("GET /ä", 1_800_000_000_000_000_002, 5_000_000, 500, "failed", "no good")],
            read.Batch.Requests.ToArray().Select(sample => (sample.Key.ToString(), sample.CompletedNanoseconds, sample.ResponseNanoseconds, sample.StatusCode, sample.Error, sample.Detail)));
        Assert.Equal([new UserCount { TimeNanoseconds = 6, UserClass = "U", Count = 1, Target = 2, ElapsedSeconds = 0.5 }], read.Batch.Observations);
    }

    [Fact]
    public void A_file_from_before_name_resolution_was_measured_is_read_without_it()
    {
        var read = SpoolFormat.Read(new MemoryStream(ThirdVersion));

        Assert.Equal((Some.Run().Id, "note"), (read.Run?.Id, read.Note));
        Assert.Empty(read.Run!.UserTypes);
        Assert.Equal(
            [(5, 2_500_000, 1, -1, 2, 3, 4, "no good"), (6, 3_000_000, 3_000_000, -1, -1, -1, -1, null)],
            read.Batch.Requests.ToArray().Select(sample => (
                sample.CompletedNanoseconds, sample.ResponseNanoseconds, sample.ServiceNanoseconds, sample.DnsNanoseconds, sample.ConnectNanoseconds,
                sample.TlsNanoseconds, sample.FirstByteNanoseconds, sample.Detail)));
        Assert.Equal([new RunEvent { TimeNanoseconds = 5, Type = "t", Title = "ü" }], read.Batch.Observations);
    }

    [Fact]
    public void A_file_of_a_version_to_come_is_refused_with_a_sentence()
    {
        var whole = Write(OutputBatch.Empty);
        whole[4] = 5;

        var refusal = Assert.Throws<InvalidDataException>(() => SpoolFormat.Read(new MemoryStream(whole)));

        Assert.Equal("It is of version '5' of spool files; this program reads versions up to '4'.", refusal.Message);
    }

    [Fact]
    public void A_file_says_which_run_it_belongs_to()
    {
        var run = Some.Run() with
        {
            Worker = "2",
            State = RunState.Stopped,
            Ended = new DateTimeOffset(2026, 11, 23, 12, 0, 0, 123, TimeSpan.FromHours(2)),
            Host = "http://target",
            Note = "a \uD800 half of a letter",
            Labels = new Dictionary<string, string> { ["branch"] = "main" },
            Options = new Dictionary<string, string> { ["--users"] = "3" },
            GitRevision = "abc",
            UserTypes = [new RunUserType("ShopUser", 2.5, null), new RunUserType("Admin", 1, 3)],
            Seed = 7,
            SpawnRate = 0.5,
            RunTime = TimeSpan.FromMinutes(90),
            Machine = "lab",
            Cores = 2,
            Framework = ".NET 10",
            Cicada = "0.1",
            CodeFile = "shop.cs",
            Code = "long",
        };

        var read = SpoolFormat.Read(new MemoryStream(Write(OutputBatch.Empty, run: run))).Run!;

        Assert.Equal(run with { Labels = read.Labels, Options = read.Options, Note = "a \uFFFD half of a letter", UserTypes = read.UserTypes, Code = null }, read);
        Assert.Equal(run.UserTypes, read.UserTypes);
        Assert.Equal(run.Labels, read.Labels);
        Assert.Equal(run.Options, read.Options);
    }

    [Fact]
    public void The_last_file_of_a_run_holds_its_document()
    {
        var summary = Some.Summary();

        var read = SpoolFormat.Read(new MemoryStream(Write(OutputBatch.Empty, summary)));

        Assert.Equal(RunSummaryJson.Serialize(summary), RunSummaryJson.Serialize(read.Summary!));
        Assert.True(read.Batch.IsEmpty);
    }

    [Fact]
    public void A_file_that_claims_more_samples_than_it_has_room_for_is_refused_before_any_memory_is_taken()
    {
        var whole = FirstVersion.ToArray();
        var at = whole.AsSpan().IndexOf("failed"u8) + "failed".Length;
        BitConverter.TryWriteBytes(whole.AsSpan(at), whole.Length);

        var refusal = Assert.Throws<InvalidDataException>(() => SpoolFormat.Read(new MemoryStream(whole)));

        Assert.StartsWith($"It says that {whole.Length} more follow", refusal.Message, StringComparison.Ordinal);
    }

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

    private static byte[] Write(OutputBatch batch, RunSummary? summary = null, RunDescription? run = null)
    {
        var stream = new MemoryStream();
        SpoolFormat.Write(stream, batch, SpoolFormat.Describe(run ?? Some.Run()), summary: summary);
        return stream.ToArray();
    }

    private static (RequestSample, string, string, string) Plain(RequestSample sample) =>
        (sample with { Key = Keys[0] }, sample.Key.RequestType, sample.Key.Name, sample.Key.UserClass);
}

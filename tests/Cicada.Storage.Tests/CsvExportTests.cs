namespace Cicada.Storage.Tests;

public sealed class CsvExportTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task A_point_is_one_line_whatever_its_texts_hold()
    {
        await _store.RecordAsync(Some.Run(), Some.Batch(
            Some.Sample(Some.Key("/a,b"), 0, "Http\"Error", "first\nsecond\r\nthird \"quoted\", and more\r"),
            Some.Sample(Some.Key("/plain", 1), 1)));

        var (csv, count) = Export(null);

        Assert.Equal(2, count);
        Assert.Equal(
            """
            time,run,request_type,name,success,exception,user_class,worker,response_time,response_length,service_time,dns_time,connect_time,tls_time,first_byte_time,status_code,detail
            1795608000000000000,r20261123-120000-abc,GET,"/a,b",false,"Http""Error",ShopUser,1,12.345678,100,12.345678,,,,,200,"first\nsecond\nthird ""quoted"", and more\n"
            1795608000000000001,r20261123-120000-abc,GET,/plain,true,None,ShopUser,1,12.345678,100,12.345678,,,,,200,

            """,
            csv);
    }

    [Fact]
    [Trait("Category", "EndToEnd")]
    public async Task Every_sample_is_a_line_in_the_order_of_recording()
    {
        await _store.RecordAsync(Some.Run("other"), Some.Batch(Some.Samples(Some.Key(), 150_000)));
        await _store.RecordAsync(Some.Run("mine"), Some.Batch(Some.Samples(Some.Key(), 250_001)));

        using var history = RunHistory.Open(_store.Path);
        using var writer = new StringWriter();
        Assert.Equal(250_001, history.ExportCsv("mine", writer));

        var times = writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')[0]);
        Assert.Equal(Enumerable.Range(0, 250_001).Select(i => $"{Some.Noon + i}"), times);
    }

    [Fact]
    public async Task Another_measurement_has_columns_of_its_own()
    {
        await _store.RecordAsync(Some.Run(), Some.Batch(new RunEvent { TimeNanoseconds = Some.Noon, Type = "test_start", Title = "Start", Text = "" }));

        var (csv, _) = Export("cicada_events");

        Assert.Equal("time,run,type,title,text\n1795608000000000000,r20261123-120000-abc,test_start,Start,\"\"\n", csv);
    }

    [Fact]
    public async Task An_unknown_measurement_is_answered_with_those_there_are()
    {
        await _store.RecordAsync(Some.Run(), OutputBatch.Empty);

        var refused = Assert.Throws<StoreException>(() => Export("nonsense"));

        Assert.Contains("'nonsense'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("'cicada_requests', 'cicada_runs'", refused.Message, StringComparison.Ordinal);
    }

    private (string Csv, long Count) Export(string? measurement)
    {
        using var history = RunHistory.Open(_store.Path);
        using var writer = new StringWriter();
        var count = history.ExportCsv("latest", writer, measurement);
        return (writer.ToString(), count);
    }
}

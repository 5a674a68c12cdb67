namespace Cicada.Storage.Tests;

public sealed class SqlRowsTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task A_question_is_answered_with_names_types_and_rows()
    {
        await _store.RecordAsync(Some.Run(), Some.Batch(Some.Samples(Some.Key(), 5000)));
        using var history = RunHistory.Open(_store.Path);

        using var answer = history.Sql("SELECT name, count(*) AS n, max(response_time) AS slowest, max(time) AS last FROM cicada_requests WHERE run = 'r20261123-120000-abc' GROUP BY name");

        Assert.Equal(["name", "n", "slowest", "last"], answer.Columns);
        Assert.Equal(["/", 5000L, 12.345678, Some.Started.UtcDateTime.AddTicks(49)], Assert.Single(answer.Rows));
        Assert.Equal(["VARCHAR", "BIGINT", "DOUBLE", "TIMESTAMP_NS"], answer.Types);
    }

    [Theory]
    [InlineData("FROM cicada_requests")]
    [InlineData("WITH a AS (SELECT 1) SELECT * FROM a;")]
    [InlineData("SHOW TABLES")]
    [InlineData("DESCRIBE cicada_requests")]
    [InlineData("EXPLAIN SELECT * FROM cicada_requests")]
    [InlineData("-- a comment\nSELECT 1")]
    public async Task What_reads_is_answered(string query)
    {
        await _store.RecordAsync(Some.Run(), Some.Batch(Some.Sample(Some.Key())));
        using var history = RunHistory.Open(_store.Path);

        using var answer = history.Sql(query);

        Assert.NotEmpty(answer.Rows);
    }

    [Theory]
    [InlineData("INSERT INTO catalogue.store VALUES (2)")]
    [InlineData("INSERT INTO catalogue.store VALUES (2) RETURNING *")]
    [InlineData("EXPLAIN ANALYZE INSERT INTO catalogue.store VALUES (2)")]
    [InlineData("DELETE FROM data.points_1")]
    [InlineData("DROP VIEW cicada_requests")]
    [InlineData("CREATE TABLE mine (i INTEGER)")]
    [InlineData("CREATE TEMP TABLE mine (i INTEGER)")]
    [InlineData("SELECT 1; SELECT 2")]
    [InlineData("SELECT 1; DROP VIEW cicada_requests")]
    [InlineData("COPY (SELECT 1) TO '/tmp/cicada-should-not-exist.csv'")]
    [InlineData("COPY cicada_requests TO '/tmp/cicada-should-not-exist.csv'")]
    [InlineData("EXPORT DATABASE '/tmp/cicada-should-not-exist'")]
    [InlineData("ATTACH ':memory:' AS other")]
    [InlineData("ATTACH '/tmp/other.duckdb' AS other")]
    [InlineData("SET enable_external_access = true")]
    [InlineData("SET threads = 64")]
    [InlineData("PRAGMA enable_profiling")]
    [InlineData("INSTALL httpfs")]
    [InlineData("LOAD httpfs")]
    [InlineData("CHECKPOINT")]
    [InlineData("BEGIN")]
    [InlineData("PREPARE p AS SELECT 1")]
    [InlineData("SELECT * FROM read_csv('/etc/passwd')")]
    [InlineData("SELECT * FROM read_text('/etc/passwd')")]
    [InlineData("SELECT * FROM read_blob('/etc/passwd')")]
    [InlineData("SELECT * FROM '/etc/passwd'")]
    [InlineData("SELECT * FROM glob('/etc/*')")]
    [InlineData("SELECT * FROM read_csv('https://example.com/x.csv')")]
    [InlineData("SELECT * FROM nowhere")]
    [InlineData("SELEC 1")]
    [InlineData(";")]
    [InlineData("-- nothing")]
    public async Task What_writes_or_reaches_outside_is_refused(string query)
    {
        await _store.RecordAsync(Some.Run(), Some.Batch(Some.Sample(Some.Key())));
        foreach (var access in new[] { StoreAccess.Read, StoreAccess.Change })
        {
            using var history = RunHistory.Open(_store.Path, access);

            Assert.Throws<StoreException>(() =>
            {
                using var answer = history.Sql(query);
                return answer.Rows.Count();
            });

            // Nothing has happened, and the next question is answered.
            using var next = history.Sql("SELECT (SELECT count(*) FROM cicada_requests), (SELECT count(*) FROM catalogue.store)");
            Assert.Equal([1L, 1L], Assert.Single(next.Rows));
        }
    }

    [Theory]
    [InlineData("SELEC 1", "The query is not SQL that DuckDB understands: Parser Error: syntax error at or near \"SELEC\".")]
    [InlineData("ATTACH 'x.db'", "The query does not only read; such statements are not answered. Write for instance SELECT, SHOW, DESCRIBE or EXPLAIN.")]
    public async Task A_refusal_is_one_sentence(string query, string sentence)
    {
        await _store.RecordAsync(Some.Run(), OutputBatch.Empty);
        using var history = RunHistory.Open(_store.Path);

        Assert.Equal(sentence, Assert.Throws<StoreException>(() => history.Sql(query)).Message);
    }

    [Fact]
    public async Task What_DuckDB_proposes_is_passed_on()
    {
        await _store.RecordAsync(Some.Run(), Some.Batch(Some.Sample(Some.Key())));
        using var history = RunHistory.Open(_store.Path);

        var sentence = Assert.Throws<StoreException>(() => history.Sql("SELECT * FROM cicada_request")).Message;

        Assert.Contains("Did you mean \"cicada_requests\"?", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', sentence);
    }

    [Fact]
    public async Task Bytes_can_be_read_after_their_row()
    {
        await _store.RecordAsync(Some.Run(), OutputBatch.Empty);
        using var history = RunHistory.Open(_store.Path);
        using var answer = history.Sql("SELECT 'x'::BLOB UNION ALL SELECT 'y'::BLOB");

        Assert.Equal(["x"u8.ToArray(), "y"u8.ToArray()], answer.Rows.ToList().Select(row => row[0]).OrderBy(bytes => ((byte[])bytes!)[0]));
    }

    [Fact]
    public async Task An_answer_may_be_left_unread_and_the_history_goes_on()
    {
        await _store.RecordAsync(Some.Run(), Some.Batch(Some.Samples(Some.Key(), 100_000)));
        using var history = RunHistory.Open(_store.Path);

        using (var answer = history.Sql("FROM cicada_requests"))
        {
            Assert.Equal(17, answer.Rows.First().Count);
        }

        Assert.Equal(100_000, history.ReadSummary("latest").Total.Count);
        Assert.Equal(100_000, history.ExportCsv("latest", TextWriter.Null));
    }
}

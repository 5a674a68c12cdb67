using Cicada.Storage.InfluxQl;
using Cicada.Storage.Writing;
using Microsoft.Extensions.Time.Testing;

namespace Cicada.Storage.Tests.Writing;

/// <summary>A log that takes nothing, as on a full disk: something else lies where its folder belongs.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly TemporaryStore _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_write_that_cannot_be_kept_is_refused_and_the_next_that_can_is_taken()
    {
        using var store = Store.Open(_folder.Path, new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddDays(1)));
        store.CreateDatabase(Lines.Database);
        await File.WriteAllTextAsync(WriteLogFolder.Of(_folder.Path), "in the way", TestContext.Current.CancellationToken);

        var refused = await store.WriteAsync("m v=2 2\nother v=1 1\n");
        File.Delete(WriteLogFolder.Of(_folder.Path));
        var taken = await store.WriteAsync("m v=3 3\n");

        Assert.Equal(InfluxWriteKind.Unavailable, refused.Kind);
        Assert.Contains("write it again", refused.Error, StringComparison.Ordinal);
        Assert.Equal(InfluxWriteKind.Stored, taken.Kind);
        Assert.Equal("00003  v=3", store.Points("m"));
        Assert.Empty(store.Points("other"));
    }
}

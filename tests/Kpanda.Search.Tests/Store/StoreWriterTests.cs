using Kpanda.KubeModel;
using Kpanda.Search.Index;
using Kpanda.Search.Kinds;
using Kpanda.Search.Packing;
using Kpanda.Search.Store;
using Kpanda.Search.Sync;
using Kpanda.Search.Tests.Sync;
using Kpanda.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Search.Tests.Store;

/// <summary>What the writer of the store does with what comes at once. A full disk holds it while a test hands in more.</summary>
public sealed class StoreWriterTests : IAsyncLifetime
{
    private static readonly Guid One = Guid.CreateVersion7();
    private static readonly GroupVersionResource Pods = new("", "v1", "pods");
    private static readonly GroupVersionResource Events = new("", "v1", "events");
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("kpanda-search-").FullName;
    private readonly ServiceProvider _services;
    private readonly FullDisk _disk;
    private readonly ResourceIndex _index;
    private readonly IndexStore _store;

    public StoreWriterTests()
    {
        _services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddStorage(new StorageOptions { DataDirectory = _folder }).BuildServiceProvider();
        _disk = new FullDisk(_services.GetRequiredService<IIndexDatabase>());
        (_index, _store) = Open();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _store.LoadAsync(_index, new SyncBoard(TimeProvider.System), Token);

    public async ValueTask DisposeAsync()
    {
        _disk.IsFull = false;
        await _store.DisposeAsync();
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task StormOfEvents_LeavesRoomForOtherKinds()
    {
        await HoldWriterAsync();
        var storm = new List<Task>();
        while (storm.Count == 0 || storm[^1].IsCompleted)
        {
            storm.Count.ShouldBeLessThan(10_000, "what waits is bounded");
            storm.Add(PutAsync(Events, $"event-{storm.Count}"));
        }

        // The events wait now; a pod does not.
        await PutAsync(Pods, "pod").WaitAsync(Deadline, Token);
        storm[^1].IsCompleted.ShouldBeFalse();
        _disk.IsFull = false;
        await Task.WhenAll(storm).WaitAsync(Deadline, Token);
        await _store.DisposeAsync();

        var (index, store) = Open();
        await store.LoadAsync(index, new SyncBoard(TimeProvider.System), Token);
        (index.Table(Pods.GroupResource).Count, index.Table(Events.GroupResource).Count).ShouldBe((2, storm.Count));
        await store.DisposeAsync();
    }

    [Fact]
    public async Task KindThatGoesAndComesWithinOneTransaction_HasOneRowAndItsObjects()
    {
        await PutAsync(Events, "before");
        await HoldWriterAsync();
        await _store.ForgetAsync("one", Events.GroupResource, _index.Table(Events.GroupResource).RemoveCluster("one"), Token);
        await PutAsync(Events, "after");
        _disk.IsFull = false;
        await RunningSync.UntilAsync(() => _store.RowsWritten >= 4, "what waited is written");
        await PutAsync(Events, "later");
        await _store.DisposeAsync();

        Rows("SELECT COUNT(*) FROM index_sync WHERE resource = 'events'").ShouldBe(1);
        Rows("SELECT COUNT(*) FROM index_object o LEFT JOIN index_sync s ON o.sync = s.id WHERE s.id IS NULL").ShouldBe(0);
        var (index, store) = Open();
        await store.LoadAsync(index, new SyncBoard(TimeProvider.System), Token);
        index.Table(Events.GroupResource).Keys("one").Select(key => key.Name).Order(StringComparer.Ordinal).ShouldBe(["after", "later"]);
        await store.DisposeAsync();
    }

    // The writer has taken this pod, and tries until there is room.
    private async Task HoldWriterAsync()
    {
        _disk.IsFull = true;
        await PutAsync(Pods, "held");
        await RunningSync.UntilAsync(() => _store.Failure.Length > 0, "the writer waits");
    }

    private Task PutAsync(GroupVersionResource resource, string name)
    {
        var table = _index.Table(resource.GroupResource);
        var applied = table.Apply("one", [TableChange.Upsert(new TestObject("default", name).Parse(table.Columns))], listed: false);
        return _store.WriteAsync("one", One, resource, applied, "7", Token).AsTask();
    }

    private long Rows(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "index.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private (ResourceIndex Index, IndexStore Store) Open()
    {
        var (packers, kinds) = (new Packers(), new KindRegistry([new FakeDescriptor()]));
        var bodies = new BodyStore(packers);
        return (new ResourceIndex(kinds, bodies, new SyncBoard(TimeProvider.System)), new IndexStore(_disk, bodies, packers, kinds, TimeProvider.System, new OutputLogger<IndexStore>()));
    }
}

using Kpanda.KubeModel;
using Kpanda.Search.Control;
using Kpanda.Search.Index;
using Kpanda.Search.Kinds;
using Kpanda.Search.Packing;
using Kpanda.Search.Query;
using Kpanda.Search.Store;
using Kpanda.Search.Sync;
using Kpanda.Identity.Access;
using Kpanda.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Kpanda.Search.Tests.Sync;

/// <summary>The sync engine over simulated members.</summary>
internal sealed class RunningSync : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private readonly SyncEngine _engine;
    private readonly BodyReader _reader;

    private readonly ServiceProvider _services;
    private readonly string? _ownFolder;

    private RunningSync(FakeClusters clusters, SyncOptions? options, string? folder, string database, TimeProvider time)
    {
        options ??= new SyncOptions();
        Clusters = clusters;
        if (folder is null) folder = _ownFolder = Directory.CreateTempSubdirectory("kpanda-search-").FullName;
        _services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddStorage(new StorageOptions { DataDirectory = folder, Database = database }).AddMigrations("search", typeof(SearchModule).Assembly).BuildServiceProvider();
        var store = _services.GetRequiredService<IIndexDatabase>();
        var kinds = new KindRegistry([new FakeDescriptor()]);
        var packers = new Packers();
        _reader = new BodyReader(store, packers);
        Bodies = new BodyStore(packers, _reader);
        Board = new SyncBoard(time, options);
        Index = new ResourceIndex(kinds, Bodies, Board);
        Gates = new SyncGates(options);
        Disk = new FullDisk(store);
        Store = new IndexStore(Disk, Bodies, packers, kinds, time, new OutputLogger<IndexStore>());
        Controls = new SyncControls(new SyncControlStore(_services.GetRequiredService<IStateDatabase>()), time);
        Checks = new ConsistencyChecks(Index, Bodies, Board, clusters, Controls, options, time, new OutputLogger<ConsistencyChecks>());
        var context = new SyncContext(Index, Store, Board, Gates, new SyncMetrics(Board, Gates, Index, time), options, Controls, time);
        _engine = new SyncEngine(clusters, context, new OutputLogger<SyncEngine>());
    }

    public FakeClusters Clusters { get; }

    public SyncBoard Board { get; }

    public SyncGates Gates { get; }

    public ResourceIndex Index { get; }

    public BodyStore Bodies { get; }

    public IndexStore Store { get; }

    public FullDisk Disk { get; }

    public SyncControls Controls { get; }

    public ConsistencyChecks Checks { get; }

    public static async Task<RunningSync> StartAsync(FakeClusters clusters, SyncOptions? options = null, string? folder = null, string database = "", TimeProvider? time = null, bool fullDisk = false)
    {
        var sync = new RunningSync(clusters, options, folder, database, time ?? TimeProvider.System);
        sync.Disk.IsFull = fullDisk;
        foreach (var migration in sync._services.GetServices<IHostedService>().OfType<IHostedLifecycleService>()) await migration.StartingAsync(TestContext.Current.CancellationToken);
        await sync._engine.StartAsync(TestContext.Current.CancellationToken);
        await sync.Checks.StartAsync(TestContext.Current.CancellationToken);
        return sync;
    }

    public async Task<int> CountAsync(GroupResource resource, string cluster) =>
        (await Index.QueryAsync(new ResourceQuery(resource) { Clusters = [cluster] }, AccessScope.All, TestContext.Current.CancellationToken)).Total;

    public static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (!await condition())
        {
            if (deadline.IsCancellationRequested) throw new TimeoutException($"Not within {Deadline}: {what}");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    public static Task UntilAsync(Func<bool> condition, string what) => UntilAsync(() => Task.FromResult(condition()), what);

    public async ValueTask DisposeAsync()
    {
        await Checks.StopAsync(CancellationToken.None);
        Checks.Dispose();
        await _engine.StopAsync(CancellationToken.None);
        _engine.Dispose();
        await _reader.DisposeAsync();
        await _services.DisposeAsync();
        if (_ownFolder is null) return;
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_ownFolder, recursive: true);
    }
}

using Kpanda.Hosting.Errors;
using Kpanda.Search.Index;
using Kpanda.Search.Kinds;
using Kpanda.Search.Lists;
using Kpanda.Search.Packing;
using Kpanda.Search.Store;
using Kpanda.Search.Sync;
using Kpanda.Storage;
using Kpanda.Workloads;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kpanda.Benchmarks.Index;

/// <summary>The index, its store and the writer of rows, put together without a server.</summary>
internal sealed record IndexParts(ServiceProvider Services, ResourceIndex Index, BodyStore Bodies, SyncBoard Board, IndexStore Store, KindRegistry Kinds, KindDescriptor Pods, RowRenderer Renderer)
    : IAsyncDisposable
{
    public static IndexParts Make(string folder)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddStorage(new StorageOptions { DataDirectory = folder }).AddWorkloads().BuildServiceProvider();
        var database = services.GetRequiredService<IIndexDatabase>();
        var kinds = new KindRegistry(services.GetServices<KindDescriptor>());
        var packers = new Packers();
        var bodies = new BodyStore(packers, new BodyReader(database, packers));
        var board = new SyncBoard(TimeProvider.System);
        var store = new IndexStore(database, bodies, packers, kinds, TimeProvider.System, NullLogger<IndexStore>.Instance);
        var renderer = new RowRenderer(new ErrorVocabulary(services.GetServices<IErrorWords>()));
        return new(services, new ResourceIndex(kinds, bodies, board), bodies, board, store, kinds, kinds.Find(IndexBench.Pods)!, renderer);
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await Services.DisposeAsync();
    }
}

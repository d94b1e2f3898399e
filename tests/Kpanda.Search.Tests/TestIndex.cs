using System.Text;
using Kpanda.Hosting.Paging;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Search.Index;
using Kpanda.Search.Kinds;
using Kpanda.Search.Packing;
using Kpanda.Search.Query;
using Kpanda.Search.Sync;

namespace Kpanda.Search.Tests;

/// <summary>An index without a store and without members; tests put objects in themselves.</summary>
internal sealed class TestIndex
{
    public static readonly GroupResource Pods = new("", "pods");

    public TestIndex(FakeDescriptor? descriptor = null, IBodyReader? reader = null)
    {
        Kinds = new KindRegistry([descriptor ?? new FakeDescriptor()]);
        Board = new SyncBoard(TimeProvider.System);
        Bodies = new BodyStore(new Packers(), reader);
        Index = new ResourceIndex(Kinds, Bodies, Board);
    }

    public KindRegistry Kinds { get; }

    public SyncBoard Board { get; }

    public BodyStore Bodies { get; }

    public ResourceIndex Index { get; }

    public void Put(string cluster, params TestObject[] objects) => Put(Pods, cluster, objects);

    public void Put(GroupResource resource, string cluster, params TestObject[] objects)
    {
        var table = Index.Table(resource);
        table.Apply(cluster, [.. objects.Select(obj => TableChange.Upsert(obj.Parse(table.Columns)))], listed: false);
    }

    /// <summary>Objects as a member would send them.</summary>
    public void PutJson(GroupResource resource, string cluster, params string[] objects)
    {
        var table = Index.Table(resource);
        table.Apply(cluster, [.. objects.Select(json => TableChange.Upsert(ObjectReader.Read(Encoding.UTF8.GetBytes(json), table.Columns, DateTimeOffset.UnixEpoch)!))], listed: false);
    }

    /// <summary>The store has the body of a pod from now on, and memory has it no more.</summary>
    public void Stored(string cluster, ObjectKey key) => Bodies.Remove(Index.Table(Pods).Find(cluster, key)!.Value.Body);

    public void Delete(string cluster, string ns, string name) =>
        Index.Table(Pods).Apply(cluster, [TableChange.Delete(new(ns, name), long.MaxValue)], listed: false);

    public async Task<ResourcePage> AskAsync(ResourceQuery query, AccessScope? scope = null) =>
        await Index.QueryAsync(query, scope ?? AccessScope.All, TestContext.Current.CancellationToken);

    public async Task<string[]> NamesAsync(ResourceQuery query, AccessScope? scope = null) =>
        [.. (await AskAsync(query with { Page = new PageRequest(1, 1000) }, scope)).Items.Select(item => item.Key.Name)];
}

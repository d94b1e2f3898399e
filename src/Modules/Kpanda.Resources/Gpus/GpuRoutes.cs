using Kpanda.Hosting;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Resources.Kinds;
using Kpanda.Resources.Lists;
using Kpanda.Resources.Objects;
using Kpanda.Resources.Shapes;
using Kpanda.Search;
using Kpanda.Search.Query;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Resources.Gpus;

/// <summary>GPUs, network functions and how much of them is taken: read from what nodes and pods say of themselves.</summary>
internal sealed class GpuRoutes(PublishedReader reader, IResourceIndex index, IAuthorizer authorizer, NodeKind kind)
{
    private const string Prefix = "/apis/kpanda.io/v1alpha1";

    private static readonly GroupResource Pods = new("", "pods");

    private static readonly GroupResource SriovPolicies = new("sriovnetwork.openshift.io", "sriovnetworknodepolicies");

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get($"{Prefix}/gpus", (GpuRoutes handler, Person person, CancellationToken cancellation) => handler.FleetAsync(person, cancellation)).WithTags("Cluster");
        var group = routes.MapGroup($"{Prefix}/clusters/{{cluster}}").WithTags("Core");
        group.Get("/gpusummary", (string cluster, GpuRoutes handler, Person person, CancellationToken cancellation) => handler.SummaryAsync(cluster, person, cancellation));
        group.Get("/sriovnodesresources", (string cluster, GpuRoutes handler, Person person, CancellationToken cancellation) => handler.SriovAsync(cluster, person, cancellation));
        group.Get("/nodes/{node}/gpus", (string cluster, string node, GpuRoutes handler, Person person, CancellationToken cancellation) => handler.CardsAsync(At(cluster, node), person, cancellation));
        group.Get("/nodes/{node}/gpu-stats", (string cluster, string node, GpuRoutes handler, Person person, CancellationToken cancellation) => handler.StatsAsync(At(cluster, node), person, cancellation));
    }

    public async Task<Result<GpuList>> CardsAsync(ObjectAddress at, Person person, CancellationToken cancellationToken) =>
        (await reader.FindAsync(kind, at, person, cancellationToken)).Select(node => new GpuList(NodeGpus.Cards(node.Body)));

    public async Task<Result<GpuStats>> StatsAsync(ObjectAddress at, Person person, CancellationToken cancellationToken)
    {
        var found = await reader.FindAsync(kind, at, person, cancellationToken);
        if (!found.TryGet(out var node, out var error)) return error;
        var onNode = new ResourceQuery(Pods) { Clusters = [at.Cluster] }.Where("spec.nodeName", at.Key.Name);
        var pods = await index.AllAsync(authorizer, onNode, person, cancellationToken).ToListAsync(cancellationToken);
        return NodeGpus.Stats(node.Body, pods.Select(pod => pod.Body));
    }

    public async Task<Result<GpuSummaryList>> SummaryAsync(string cluster, Person person, CancellationToken cancellationToken)
    {
        var nodes = index.AllAsync(authorizer, new ResourceQuery(kind.Resource) { Clusters = [cluster] }, person, cancellationToken);
        return new GpuSummaryList(await nodes.Select(node => new GpuSummary(node.Key.Name, NodeGpus.Types(node.Body))).Where(node => node.VgpuTypes.Count > 0).ToListAsync(cancellationToken));
    }

    public async Task<Result<FleetGpuList>> FleetAsync(Person person, CancellationToken cancellationToken)
    {
        var cards = index.AllAsync(authorizer, new ResourceQuery(kind.Resource), person, cancellationToken).SelectMany(node => NodeGpus.Cards(node.Body));
        return new FleetGpuList(await cards.Select(card => new FleetGpu(card.GpuInfo.ModelName, card.GpuInfo.GpuMemory, card.Uid)).ToListAsync(cancellationToken));
    }

    /// <summary>The amounts of what the policies of the SR-IOV operator name; the prefix of the names is a setting of its, so any counts.</summary>
    public async Task<Result<SriovResources>> SriovAsync(string cluster, Person person, CancellationToken cancellationToken)
    {
        var policies = index.AllAsync(authorizer, new ResourceQuery(SriovPolicies) { Clusters = [cluster] }, person, cancellationToken);
        var names = await policies.Select(policy => policy.Body.Text("spec", "resourceName")).Where(name => name.Length > 0).ToHashSetAsync(cancellationToken: cancellationToken);
        if (names.Count == 0) return new SriovResources([]);

        var totals = new SortedDictionary<string, long>(StringComparer.Ordinal);
        await foreach (var node in index.AllAsync(authorizer, new ResourceQuery(kind.Resource) { Clusters = [cluster] }, person, cancellationToken))
        {
            foreach (var resource in NodeGpus.Resources(node.Body).Where(resource => names.Contains(resource[(resource.IndexOf('/') + 1)..])))
                totals[resource] = totals.GetValueOrDefault(resource) + ResourceAmount.Units(node.Body.Text("status", "allocatable", resource));
        }

        return new SriovResources([.. totals.Select(total => new AllocatedResource(total.Key, $"{total.Value}"))]);
    }

    private static ObjectAddress At(string cluster, string node) => new(cluster, new("", "nodes"), new ObjectKey("", node));
}

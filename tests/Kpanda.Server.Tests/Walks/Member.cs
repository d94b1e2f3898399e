using System.Text.Json.Nodes;
using Kpanda.Clusters;
using Kpanda.Kube;
using Kpanda.KubeModel;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Server.Tests.Walks;

/// <summary>The simulated cluster of a server, looked at behind the back of the product API.</summary>
internal sealed class Member
{
    // What a cluster makes and takes away by itself while it is looked at.
    private static readonly HashSet<string> Restless = ["events", "leases", "pods", "endpoints", "endpointslices", "jobs", "replicasets", "componentstatuses", "controllerrevisions"];

    // The name under which the platform writes, with a field manager given or not.
    private const string Platform = "kpanda";

    private readonly KubeClient _client;
    private readonly IReadOnlyList<ApiResource> _resources;

    private Member(string name, KubeClient client, IReadOnlyList<ApiResource> resources)
    {
        Name = name;
        _client = client;
        _resources = resources;
    }

    /// <summary>What the platform calls the cluster.</summary>
    public string Name { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Finds the only cluster of a server.</summary>
    public static async Task<Member> OfAsync(ServerSite site)
    {
        var clusters = site.App.Services.GetRequiredService<IClusters>();
        var name = clusters.List().ShouldHaveSingleItem().Name;
        var client = clusters.SystemClient(name).Value;
        (await client.DiscoverAsync(Token)).TryGet(out var discovery, out var failure).ShouldBeTrue(failure?.Message);
        return new(name, client, [.. discovery!.Resources.Where(resource => resource.IsListable && !Restless.Contains(resource.Gvr.Resource)).DistinctBy(resource => resource.Gvr.GroupResource)]);
    }

    /// <summary>
    /// A line for every object of the kinds that only people make: its identity, whether it is being deleted, and what the platform wrote into it and when. What the
    /// cluster's own controllers write does not show.
    /// </summary>
    public async Task<IReadOnlyList<MemberObject>> ObjectsAsync()
    {
        var all = new List<MemberObject>();
        foreach (var resource in _resources)
        {
            (await _client.ListAsync(resource.Gvr, null, KubeListOptions.Default, Token)).TryGet(out var page, out var failure).ShouldBeTrue($"{resource.Gvr}: {failure?.Message}");
            foreach (var item in page!.Items)
            {
                var metadata = JsonNode.Parse(item.Json.Span)!["metadata"]!.AsObject();
                var written = (metadata["managedFields"]?.AsArray() ?? []).Where(entry => ((string?)entry!["manager"])?.StartsWith(Platform, StringComparison.Ordinal) == true).Select(entry => entry!.ToJsonString());
                var key = new ObjectKey((string?)metadata["namespace"] ?? "", (string)metadata["name"]!);
                all.Add(new(resource.Gvr.Resource, key, $"{metadata["uid"]}{(metadata["deletionTimestamp"] is null ? "" : " deleting")}", string.Join(' ', written)));
            }
        }

        return all;
    }
}

/// <param name="Resource">Its collection.</param>
/// <param name="Key">Namespace and name.</param>
/// <param name="Identity">Its UID, and whether it is being deleted.</param>
/// <param name="Written">What the platform wrote, by its entries in <c>managedFields</c>; empty for nothing.</param>
internal sealed record MemberObject(string Resource, ObjectKey Key, string Identity, string Written);

using System.Text.Json;
using Kpanda.Clusters.Errors;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Kube;
using Kpanda.KubeModel;
using Kpanda.Resources.Lists;
using Kpanda.Resources.Objects;
using Kpanda.Resources.Shapes;
using Kpanda.Search;
using Kpanda.Search.Query;
using Kpanda.Workloads.Kinds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Workloads.Usage;

/// <summary>What pods, workloads, nodes and clusters use now, asked of the member's metrics API as the person; what they ask for comes from the index.</summary>
internal sealed class ReadUsage(MemberObjects objects, IResourceIndex index, IAuthorizer authorizer, PodKind pods)
{
    private const string Group = "metrics.k8s.io";
    private const string Version = "v1beta1";
    private const int MostParts = 100;
    private static readonly GroupResource Nodes = new("", "nodes");

    private sealed record Answered(string Source, IReadOnlyList<MeasuredUse> Entries);

    public static void Map(IEndpointRouteBuilder routes)
    {
        const string cluster = "/api/v1/clusters/{cluster}";
        routes.Get($"{cluster}/usage", (string cluster, ReadUsage usage, Person person, CancellationToken cancellation) =>
            usage.OfClusterAsync(cluster, person, cancellation)).WithName("ReadClusterUsage").WithTags("Workloads");
        routes.Get($"{cluster}/nodes/{{name}}/usage", (string cluster, string name, ReadUsage usage, Person person, CancellationToken cancellation) =>
            usage.OfNodeAsync(cluster, name, person, cancellation)).WithName("ReadNodeUsage").WithTags("Workloads");
        routes.Get($"{cluster}/namespaces/{{namespace}}/pods/{{name}}/usage", (string cluster, [FromRoute(Name = "namespace")] string ns, string name, ReadUsage usage, Person person, CancellationToken cancellation) =>
            usage.OfPodAsync(cluster, new(ns, name), person, cancellation)).WithName("ReadPodUsage").WithTags("Workloads");
        routes.Get($"{cluster}/namespaces/{{namespace}}/workloads/{{kind}}/{{name}}/usage", (string cluster, [FromRoute(Name = "namespace")] string ns, string kind, string name, ReadUsage usage, Person person, CancellationToken cancellation) =>
            usage.OfWorkloadAsync(cluster, kind, new(ns, name), person, cancellation)).WithName("ReadWorkloadUsage").WithTags("Workloads");
    }

    /// <summary>All nodes together.</summary>
    public async Task<Result<UsageAnswer>> OfClusterAsync(string cluster, Person person, CancellationToken cancellationToken)
    {
        if (!(await AskAsync(cluster, "nodes", new("", ""), person, cancellationToken)).TryGet(out var answered, out var error)) return error;
        var requested = await RequestedAsync(cluster, null, person, cancellationToken);
        var parts = new List<UsagePart>();
        await foreach (var node in index.AllAsync(authorizer, new ResourceQuery(Nodes) { Clusters = [cluster] }, person, cancellationToken)) parts.Add(Node(node.Key.Name, node.Body, answered, requested));
        return Together(answered, parts);
    }

    /// <summary>One node.</summary>
    public async Task<Result<UsageAnswer>> OfNodeAsync(string cluster, string name, Person person, CancellationToken cancellationToken)
    {
        var at = new ObjectAddress(cluster, Nodes, new("", name));
        if (!(await FindAsync(at, person, cancellationToken)).TryGet(out var node, out var error)) return error;
        if (!(await AskAsync(cluster, "nodes", at.Key, person, cancellationToken)).TryGet(out var answered, out error)) return error;
        var requested = await RequestedAsync(cluster, name, person, cancellationToken);
        return Together(answered, [Node(name, node, answered, requested)]) with { Parts = [] };
    }

    /// <summary>One pod, container by container.</summary>
    public async Task<Result<UsageAnswer>> OfPodAsync(string cluster, ObjectKey key, Person person, CancellationToken cancellationToken)
    {
        if (!(await FindAsync(new(cluster, pods.Resource, key), person, cancellationToken)).TryGet(out var pod, out var error)) return error;
        if (!(await AskAsync(cluster, "pods", key, person, cancellationToken)).TryGet(out var answered, out error)) return error;
        return Together(answered, MeasuredUse.ContainersOf(pod, answered.Entries.FirstOrDefault()));
    }

    /// <summary>The running pods of a workload.</summary>
    /// <param name="cluster">Where.</param>
    /// <param name="kind">As in <c>kind: Deployment</c>.</param>
    /// <param name="key">Namespace and name of the workload.</param>
    /// <param name="person">Who asks.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Result<UsageAnswer>> OfWorkloadAsync(string cluster, string kind, ObjectKey key, Person person, CancellationToken cancellationToken)
    {
        if (kind is not ("Deployment" or "StatefulSet" or "DaemonSet" or "ReplicaSet" or "Job" or "CronJob"))
            return Error.Invalid("kind", "list.value", ("parameter", "kind"), ("value", kind), ("values", "Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob"));
        if (!(await FindAsync(new(cluster, OwnerKinds.Resource(kind), key), person, cancellationToken)).TryGet(out var workload, out var error)) return error;
        if (!(await AskAsync(cluster, "pods", new(key.Namespace, ""), person, cancellationToken)).TryGet(out var answered, out error)) return error;

        var query = new ResourceQuery(pods.Resource) { Clusters = [cluster], Namespaces = [key.Namespace], OwnerUid = workload.Text("metadata", "uid") };
        var measured = answered.Entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        var parts = new List<UsagePart>();
        await foreach (var pod in index.AllAsync(authorizer, query, person, cancellationToken))
        {
            if (pod.Body.Text("status", "phase") is "Succeeded" or "Failed") continue;
            parts.Add(MeasuredUse.OfPod(pod.Key.Name, pod.Body, measured.GetValueOrDefault(pod.Key.Name)));
        }

        return Together(answered, parts);
    }

    private static UsageAnswer Together(Answered answered, IReadOnlyList<UsagePart> parts)
    {
        var measured = parts.Count(part => part.Cpu.Used is not null);
        return new(
            answered.Source == "served" && measured == 0 && parts.Count > 0 ? "waiting" : answered.Source,
            answered.Entries.Max(entry => entry.Time),
            UsageAmount.Sum([.. parts.Select(part => part.Cpu)]),
            UsageAmount.Sum([.. parts.Select(part => part.Memory)]),
            [.. parts.OrderByDescending(part => part.Cpu.Used).ThenBy(part => part.Name, StringComparer.Ordinal).Take(MostParts)],
            measured,
            parts.Count);
    }

    private static UsagePart Node(string name, JsonElement body, Answered answered, Dictionary<string, (long Cpu, long Memory)> requested)
    {
        var use = answered.Entries.FirstOrDefault(entry => entry.Name == name);
        var (cpu, memory) = requested.GetValueOrDefault(name);
        return new(
            name,
            new(use?.Cpu, cpu, null, ResourceAmount.Milli(body.Text("status", "allocatable", "cpu"))),
            new(use?.Memory, memory, null, ResourceAmount.Units(body.Text("status", "allocatable", "memory"))));
    }

    private async Task<Result<JsonElement>> FindAsync(ObjectAddress at, Person person, CancellationToken cancellationToken)
    {
        var allowed = await authorizer.CheckAsync(person, new AccessRequest("get", at.Resource) { Cluster = at.Cluster, Namespace = at.Key.Namespace, Name = at.Key.Name }, cancellationToken);
        if (allowed.Error is { } refused) return refused;
        if (await index.GetAsync(at.Cluster, at.Resource, at.Key, cancellationToken) is { } indexed) return indexed.Body;
        if (!(await objects.GetAsync(person, at, cancellationToken)).TryGet(out var obj, out var error)) return error;
        using var document = obj.Parse();
        return document.RootElement.Clone();
    }

    /// <summary>What the pods of each node ask for, of those that the person may list.</summary>
    private async Task<Dictionary<string, (long Cpu, long Memory)>> RequestedAsync(string cluster, string? node, Person person, CancellationToken cancellationToken)
    {
        var query = new ResourceQuery(pods.Resource) { Clusters = [cluster] };
        if (node is not null) query = query.Where("spec.nodeName", node);
        var sums = new Dictionary<string, (long Cpu, long Memory)>(StringComparer.Ordinal);
        await foreach (var pod in index.AllAsync(authorizer, query, person, cancellationToken))
        {
            var name = pod.Body.Text("spec", "nodeName");
            var (cpu, memory) = sums.GetValueOrDefault(name);
            var amounts = PodRequests.Of(pod.Body);
            sums[name] = (cpu + amounts.Cpu, memory + amounts.Memory);
        }

        return sums;
    }

    // A cluster without the API answers 404; one whose metrics server is away answers 503 for it.
    private async Task<Result<Answered>> AskAsync(string cluster, string resource, ObjectKey key, Person person, CancellationToken cancellationToken)
    {
        var opened = await objects.OpenAsync(person, key.Name.Length > 0 ? "get" : "list", new(cluster, new(Group, resource), key), cancellationToken);
        if (!opened.TryGet(out var client, out var error)) return error;
        var gvr = new GroupVersionResource(Group, Version, resource);
        var path = key.Name.Length > 0 ? KubePath.Object(gvr, key) : KubePath.Collection(gvr, key.Namespace);
        var answer = await client.GetAsync(path, "application/json", cancellationToken);
        if (!answer.TryGet(out var read, out var failure))
        {
            // Metrics of one object come a while after the object, and are no proof that the API is absent.
            return failure switch
            {
                { HttpStatus: 404, Status.Details: not null } when key.Name.Length > 0 => new Answered("waiting", []),
                { HttpStatus: 404 } => new Answered("absent", []),
                { HttpStatus: >= 500 } => new Answered("failing", []),
                _ => failure.ToError(cluster),
            };
        }

        using var document = read.Parse();
        return new Answered("served", key.Name.Length > 0 ? [MeasuredUse.Of(document.RootElement)] : [.. document.RootElement.Items("items").Select(MeasuredUse.Of)]);
    }
}

using Kpanda.Hosting;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Resources.Objects;
using Kpanda.Resources.Shapes;
using Kpanda.Workloads.Kinds;
using Kpanda.Workloads.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Workloads.PodDetails;

/// <summary>The containers of a pod with the state of each: what starts first, first.</summary>
internal static class PodContainers
{
    public static void Map(IEndpointRouteBuilder routes, PodKind kind) => routes
        .Get("/pods/{name}/containers", async Task<Result<PodContainerList>> ([AsParameters] WorkloadPath path, [AsParameters] ContainerListParameters parameters, PublishedReader reader, Person person, CancellationToken cancellation) =>
        {
            var at = new ObjectAddress(path.Cluster, kind.Resource, new ObjectKey(path.Namespace, path.Name));
            if (!parameters.Read().TryGet(out var asked, out var error)) return error;
            return (await reader.FindAsync(kind, at, person, cancellation)).Select(obj => asked.Apply(All(Shape.Read<Pod>(obj))));
        })
        .WithTags("Core");

    private static List<ContainerStatus> All(Pod pod) =>
    [
        .. Join(pod.Spec.InitContainers, pod.Status.InitContainerStatuses, "init"),
        .. Join(pod.Spec.Containers, pod.Status.ContainerStatuses, "container"),
        .. Join(pod.Spec.EphemeralContainers?.Select(ephemeral => ephemeral.EphemeralContainerCommon), pod.Status.EphemeralContainerStatuses, "ephemeral"),
    ];

    /// <summary>A pod that no node has taken up yet has containers without a state.</summary>
    private static IEnumerable<ContainerStatus> Join(IEnumerable<Container>? containers, IReadOnlyList<ContainerStatus>? statuses, string type) =>
        (containers ?? []).Select(container =>
            (statuses?.FirstOrDefault(status => status.Name == container.Name) ?? new() { Name = container.Name, Image = container.Image }) with { Type = type });
}

using System.Text.Json;
using Kpanda.Hosting;
using Kpanda.Resources.Lists;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Resources.Kinds;

internal sealed class ServiceKind() : ResourceKind<Service>("", "services", "Service", namespaced: true, "Core")
{
    private static readonly string[] Types = ["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"];

    public override IReadOnlyList<string> IndexedFields => ["spec.type", "spec.clusterIP", "spec.ports[].port"];

    public override IReadOnlyList<string> SearchedFields => ["spec.clusterIP"];

    public override IReadOnlyList<ListParameter> Parameters { get; } =
    [
        new("type", IsArray: true) { Values = Types },
        new("ports", IsArray: true) { Type = ListParameterType.Integer },
        new("kind") { Values = WorkloadServices.Kinds },
        new("kindName"),
    ];

    public override async ValueTask<Result<ResourceQuery>> RefineAsync(ResourceQuery query, ListRequest request, CancellationToken cancellationToken)
    {
        query = query.Where("spec.type", request.Values("type")).Where("spec.ports[].port", request.Values("ports"));
        return await WorkloadServices.RefineAsync(query, request, cancellationToken);
    }

    public override KindStatus Status(JsonElement obj, DateTimeOffset now) =>
        obj.Text("spec", "type") == "LoadBalancer" && obj.Count("status", "loadBalancer", "ingress") == 0
            ? KindStatus.Of("", StatusSeverity.Progressing, "service.noAddress", ("since", obj.Text("metadata", "creationTimestamp")))
            : KindStatus.Of("", StatusSeverity.Healthy);
}

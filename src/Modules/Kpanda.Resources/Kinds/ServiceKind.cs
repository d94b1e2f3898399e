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

    public override IReadOnlyDictionary<string, SortedValue> SortedValues { get; } = new Dictionary<string, SortedValue>(StringComparer.Ordinal)
    {
        ["external"] = SortedValue.Natural(External),
        ["ports"] = SortedValue.Natural(obj => string.Join(", ", obj.Items("spec", "ports").Select(Port))),
        ["selector"] = SortedValue.Text(obj => obj.At("spec").Pairs("selector")),
    };

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

    private static string External(JsonElement service) => service.Text("spec", "externalName") is { Length: > 0 } name
        ? name
        : string.Join(", ", service.Items("spec", "externalIPs").Select(address => address.GetString() ?? "").Prepend(service.BalancedAddresses()).Where(one => one.Length > 0));

    private static string Port(JsonElement port)
    {
        var node = port.Number(0, "nodePort") is var number and not 0 ? $":{number}" : "";
        return $"{port.Number(0, "port")}{node}/{(port.Text("protocol") is { Length: > 0 } protocol ? protocol : "TCP")}";
    }

    public override KindStatus Status(JsonElement obj, DateTimeOffset now) =>
        obj.Text("spec", "type") == "LoadBalancer" && obj.Count("status", "loadBalancer", "ingress") == 0
            ? KindStatus.Of("", StatusSeverity.Progressing, "service.noAddress", ("since", obj.Text("metadata", "creationTimestamp")))
            : KindStatus.Of("", StatusSeverity.Healthy);
}

using System.Text.Json;
using Kpanda.Hosting;
using Kpanda.Resources.Lists;
using Kpanda.Resources.Nodes;
using Kpanda.Resources.Objects;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Resources.Kinds;

internal sealed class NodeKind() : ResourceKind<Node>("", "nodes", "Node", namespaced: false, "Core")
{
    private static readonly string[] Pressures = ["MemoryPressure", "DiskPressure", "PIDPressure", "NetworkUnavailable"];

    /// <summary>Reading one has parameters of its own.</summary>
    public override ObjectOperations Operations => ObjectOperations.All & ~ObjectOperations.Get;

    public override IReadOnlyList<string> States => ["Ready", "Not_Ready", "Unknown"];

    public override IReadOnlyList<string> IndexedFields => ["status.addresses[].address", NodeRoles.Field, "status.nodeInfo.osImage"];

    public override IReadOnlyDictionary<string, SortedValue> SortedValues { get; } = new Dictionary<string, SortedValue>(StringComparer.Ordinal)
    {
        ["roles"] = SortedValue.Text(NodeRoles.Of),
        ["version"] = SortedValue.Natural(node => node.Text("status", "nodeInfo", "kubeletVersion")),
        ["cpu"] = SortedValue.Number(node => ResourceAmount.Milli(node.Text("status", "capacity", "cpu"))),
        ["memory"] = SortedValue.Number(node => ResourceAmount.Units(node.Text("status", "capacity", "memory"))),
        ["ip"] = SortedValue.Natural(node => Addresses(node, "InternalIP").FirstOrDefault("")),
        ["externalIP"] = SortedValue.Natural(node => string.Join(", ", Addresses(node, "ExternalIP"))),
        ["kernel"] = SortedValue.Natural(node => $"{node.Text("status", "nodeInfo", "kernelVersion")} ({node.Text("status", "nodeInfo", "architecture")})"),
        ["runtime"] = SortedValue.Natural(node => node.Text("status", "nodeInfo", "containerRuntimeVersion")),
    };

    public override IReadOnlyList<string> SearchedFields => ["status.addresses[].address"];

    public override IReadOnlyList<ListParameter> Parameters { get; } =
    [
        new("nodeIp"),
        new("role") { Values = NodeRoles.All },
        NodeMetrics.Parameter,
    ];

    public override ValueTask<Result<ResourceQuery>> RefineAsync(ResourceQuery query, ListRequest request, CancellationToken cancellationToken) =>
        new(NodeRoles.Refine(query.Where("status.addresses[].address", request.Value("nodeIp")), request));

    public override bool CompletesRows => true;

    public override ValueTask<IReadOnlyList<PublishedObject>> CompleteAsync(IReadOnlyList<PublishedObject> rows, ListRequest request, CancellationToken cancellationToken) =>
        new(NodeMetrics.Excluded(request) ? [.. rows.Cast<Node>().Select(NodeMetrics.Without)] : rows);

    public override KindStatus Status(JsonElement obj, DateTimeOffset now)
    {
        var ready = obj.Condition("Ready");
        var since = ready.Text("lastTransitionTime");
        switch (ready.Text("status"))
        {
            case "True":
                break;
            case "False":
                return KindStatus.Of("Not_Ready", StatusSeverity.Failing, "node.notReady", ("message", ready.Text("message")), ("since", since));
            default:
                return KindStatus.Of("Unknown", StatusSeverity.Failing, "node.unknown", ("since", since));
        }

        var pressed = Pressures.Where(type => obj.Condition(type).Text("status") == "True").ToList();
        if (pressed.Count > 0)
        {
            var first = pressed.Min(type => obj.Condition(type).Text("lastTransitionTime"))!;
            return KindStatus.Of("Ready", StatusSeverity.Warning, "node.pressure", ("conditions", string.Join(", ", pressed)), ("since", first));
        }

        return obj.Flag("spec", "unschedulable")
            ? KindStatus.Of("Ready", StatusSeverity.Idle, "node.cordoned")
            : KindStatus.Of("Ready", StatusSeverity.Healthy);
    }

    /// <summary>What pods may ask of it.</summary>
    public override Func<JsonElement, Amounts> AmountsOf { get; } = node =>
    {
        var allocatable = node.At("status", "allocatable");
        return new(ResourceAmount.Milli(allocatable.Text("cpu")), ResourceAmount.Units(allocatable.Text("memory")), ResourceAmount.Units(allocatable.Text("pods")));
    };

    public override Node Project(IndexedObject obj)
    {
        var status = obj.Body.At("status");
        var capacity = status.At("capacity");
        return new()
        {
            Metadata = Shape.Metadata(obj),
            Spec = Shape.Read<NodeSpec>(obj.Body.At("spec")),
            Status = new()
            {
                Status = new(obj.Status.State, Conditions(obj.Body)),
                Addresses = Shape.Read<IReadOnlyList<NodeAddress>>(status.At("addresses")),
                SystemInfo = Shape.Read<NodeSystemInfo>(status.At("nodeInfo")),
                Roles = [NodeRoles.Of(obj.Body)],
                CpuCapacity = ResourceAmount.Milli(capacity.Text("cpu")),
                MemoryCapacity = ResourceAmount.Units(capacity.Text("memory")),
                StorageCapacity = ResourceAmount.Units(capacity.Text("ephemeral-storage")),
                AllowedPodNumber = (int)ResourceAmount.Units(status.Text("allocatable", "pods")),
            },
        };
    }

    private static IEnumerable<string> Addresses(JsonElement node, string type) =>
        node.Items("status", "addresses").Where(address => address.Text("type") == type).Select(address => address.Text("address"));

    private static List<NodeCondition> Conditions(JsonElement node)
    {
        var conditions = Shape.Read<List<NodeCondition>>(node.At("status", "conditions")) ?? [];
        if (node.Flag("spec", "unschedulable")) conditions.Add(new("SchedulingDisabled", "True", null, null));
        return conditions;
    }
}

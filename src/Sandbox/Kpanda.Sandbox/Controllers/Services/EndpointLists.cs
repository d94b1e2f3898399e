using System.Text.Json.Nodes;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Controllers.Services;

/// <summary>Writes the two lists of a Service's pods.</summary>
internal static class EndpointLists
{
    public static JsonObject Endpoints(JsonObject service, IReadOnlyList<JsonObject> pods)
    {
        var subset = new JsonObject();
        var all = service.BoolAt("spec", "publishNotReadyAddresses") == true;
        Add(subset, "addresses", pods.Where(pod => all || (pod.IsReady() && !pod.IsDeleting())));
        Add(subset, "notReadyAddresses", pods.Where(pod => !all && !pod.IsReady() && !pod.IsDeleting()));
        var result = Meta(service, "Endpoints", "v1", service.Name());
        if (subset.Count == 0)
            return result;
        if (Ports(service, pods) is { Count: > 0 } ports)
            subset["ports"] = ports;
        result["subsets"] = new JsonArray(subset);
        return result;
    }

    public static JsonObject Slice(JsonObject service, IReadOnlyList<JsonObject> pods)
    {
        // One slice for a service: the name is always the same, so that nothing needs to be looked up.
        var suffix = SafeNames.Suffix(new Random((int)(SafeNames.Hash64(service.Uid()) & int.MaxValue)));
        var slice = Meta(service, "EndpointSlice", "discovery.k8s.io/v1", $"{service.Name()}-{suffix}");
        var meta = slice.Ensure("metadata");
        meta["generateName"] = service.Name() + "-";
        var labels = meta.Ensure("labels");
        labels["endpointslice.kubernetes.io/managed-by"] = "endpointslice-controller.k8s.io";
        labels["kubernetes.io/service-name"] = service.Name();
        if (service.TextAt("spec", "clusterIP") == "None")
            labels["service.kubernetes.io/headless"] = "";
        meta["ownerReferences"] = new JsonArray(service.ControllerReference());
        slice["addressType"] = "IPv4";
        slice["endpoints"] = new JsonArray([.. pods.Select(pod => Endpoint(service, pod))]);
        slice["ports"] = Ports(service, pods);
        return slice;
    }

    private static JsonObject Meta(JsonObject service, string kind, string apiVersion, string name)
    {
        var labels = service.ObjectAt("metadata", "labels").Copy() ?? [];
        if (kind == "Endpoints")
            labels["endpoints.kubernetes.io/managed-by"] = "endpoint-controller";
        var meta = new JsonObject { ["name"] = name, ["namespace"] = service.Namespace() };
        if (labels.Count > 0)
            meta["labels"] = labels;
        return new JsonObject { ["kind"] = kind, ["apiVersion"] = apiVersion, ["metadata"] = meta };
    }

    private static JsonObject Endpoint(JsonObject service, JsonObject pod)
    {
        var published = service.BoolAt("spec", "publishNotReadyAddresses") == true;
        return new JsonObject
        {
            ["addresses"] = new JsonArray(pod.TextAt("status", "podIP")),
            ["conditions"] = new JsonObject
            {
                ["ready"] = published || (pod.IsReady() && !pod.IsDeleting()),
                ["serving"] = pod.IsReady(),
                ["terminating"] = pod.IsDeleting(),
            },
            ["targetRef"] = Target(pod),
            ["nodeName"] = pod.NodeName(),
        };
    }

    private static void Add(JsonObject subset, string field, IEnumerable<JsonObject> pods)
    {
        var addresses = pods.Select(pod => (JsonNode)new JsonObject { ["ip"] = pod.TextAt("status", "podIP"), ["nodeName"] = pod.NodeName(), ["targetRef"] = Target(pod) }).ToArray();
        if (addresses.Length > 0)
            subset[field] = new JsonArray(addresses);
    }

    private static JsonObject Target(JsonObject pod) => new() { ["kind"] = "Pod", ["namespace"] = pod.Namespace(), ["name"] = pod.Name(), ["uid"] = pod.Uid() };

    private static JsonArray Ports(JsonObject service, IReadOnlyList<JsonObject> pods)
    {
        var ports = new JsonArray();
        foreach (var port in service.ObjectsAt("spec", "ports"))
        {
            if (TargetPort(port, pods) is not { } number)
                continue;
            ports.Add(new JsonObject { ["name"] = port.TextAt("name") ?? "", ["port"] = number, ["protocol"] = port.TextAt("protocol") ?? "TCP" });
        }
        return ports;
    }

    private static int? TargetPort(JsonObject port, IReadOnlyList<JsonObject> pods)
    {
        if (port.IntAt("targetPort") is > 0 and var number)
            return number;
        if (port.TextAt("targetPort") is not { Length: > 0 } name)
            return port.IntAt("port");
        return pods.SelectMany(pod => pod.ObjectsAt("spec", "containers")).SelectMany(container => container.ObjectsAt("ports"))
            .FirstOrDefault(item => item.TextAt("name") == name)?.IntAt("containerPort");
    }
}

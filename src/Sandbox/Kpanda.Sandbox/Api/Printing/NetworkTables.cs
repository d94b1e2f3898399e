using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Api.Printing;

/// <summary>Services and what leads to them.</summary>
internal static class NetworkTables
{
    public static IReadOnlyDictionary<GroupResource, TableLayout> All { get; } = new Dictionary<GroupResource, TableLayout>
    {
        [BuiltIn.Services] = new("Name:string/name|Type|Cluster-IP|External-IP|Port(s)|Age|Selector*1", (o, now) =>
        [
            Cells.Name(o), o.Child("spec").Text("type") ?? "", o.Child("spec").Text("clusterIP") is { Length: > 0 } ip ? ip : Cells.None, ExternalAddress(o), Ports(o),
            HumanDuration.Age(now, o), Cells.Labels(o.Child("spec", "selector")),
        ]),
        [BuiltIn.Endpoints] = new("Name:string/name|Endpoints|Age", (o, now) => [Cells.Name(o), EndpointAddresses(o), HumanDuration.Age(now, o)]),
        [BuiltIn.EndpointSlices] = new("Name:string/name|AddressType|Ports|Endpoints|Age", (o, now) =>
            [Cells.Name(o), o.Text("addressType"), SlicePorts(o), SliceAddresses(o), HumanDuration.Age(now, o)]),
        [BuiltIn.Ingresses] = new("Name:string/name|Class|Hosts|Address|Ports|Age", (o, now) =>
        [
            Cells.Name(o), o.Child("spec").Text("ingressClassName") ?? Cells.None, Hosts(o), Balancer(o), Cells.List(o.Child("spec"), "tls").Any() ? "80, 443" : "80",
            HumanDuration.Age(now, o),
        ]),
        [BuiltIn.IngressClasses] = new("Name:string/name|Controller|Parameters|Age", (o, now) =>
            [Cells.Name(o), o.Child("spec").Text("controller"), Parameters(o.Child("spec", "parameters")), HumanDuration.Age(now, o)]),
        [BuiltIn.NetworkPolicies] = new("Name:string/name|Pod-Selector|Age", (o, now) =>
            [Cells.Name(o), Cells.Selector(o.Child("spec", "podSelector")), HumanDuration.Age(now, o)]),
    };

    private static string ExternalAddress(JsonObject service)
    {
        var fixedAddresses = string.Join(',', (service.Child("spec")?["externalIPs"] as JsonArray ?? []).Select(i => i?.ToString()));
        switch (service.Child("spec").Text("type"))
        {
            case "ExternalName":
                return service.Child("spec").Text("externalName") ?? "";
            case "LoadBalancer":
                var all = string.Join(',', new[] { Balancer(service), fixedAddresses }.Where(a => a.Length > 0));
                return all.Length == 0 ? "<pending>" : all;
            default:
                return fixedAddresses.Length == 0 ? Cells.None : fixedAddresses;
        }
    }

    private static string Balancer(JsonObject obj) =>
        string.Join(',', Cells.List(obj.Child("status", "loadBalancer"), "ingress").Select(i => i.Text("ip") is { Length: > 0 } ip ? ip : i.Text("hostname") ?? ""));

    private static string Ports(JsonObject service)
    {
        var ports = Cells.List(service.Child("spec"), "ports")
            .Select(p => p.Number("nodePort") is { } node and > 0 ? $"{p.Number("port")}:{node}/{p.Text("protocol")}" : $"{p.Number("port")}/{p.Text("protocol")}").ToList();
        return ports.Count == 0 ? Cells.None : string.Join(',', ports);
    }

    private static string EndpointAddresses(JsonObject endpoints)
    {
        List<string> found = [];
        foreach (var subset in Cells.List(endpoints, "subsets"))
        {
            var ports = Cells.List(subset, "ports").ToList();
            foreach (var address in Cells.List(subset, "addresses"))
            {
                if (ports.Count == 0) found.Add(address.Text("ip") ?? "");
                else found.AddRange(ports.Select(p => $"{address.Text("ip")}:{p.Number("port")}"));
            }
        }

        return Few(found, 3, " + ");
    }

    private static string SliceAddresses(JsonObject slice) =>
        Few([.. Cells.List(slice, "endpoints").SelectMany(e => (e["addresses"] as JsonArray ?? []).Select(a => a!.ToString()))], 3, " + ");

    private static string SlicePorts(JsonObject slice) =>
        Few([.. Cells.List(slice, "ports").Select(p => p["port"]?.ToString() ?? "*")], 3, " + ", "<unset>");

    private static string Few(List<string> all, int most, string more, string none = Cells.None) =>
        all.Count == 0 ? none : string.Join(',', all.Take(most)) + (all.Count > most ? $"{more}{all.Count - most} more..." : "");

    private static string Hosts(JsonObject ingress)
    {
        var hosts = Cells.List(ingress.Child("spec"), "rules").Select(r => r.Text("host")).Where(h => !string.IsNullOrEmpty(h)).Select(h => h!).ToList();
        return hosts.Count == 0 ? "*" : Few(hosts, 3, " + ");
    }

    private static string Parameters(JsonObject? parameters)
    {
        if (parameters is null) return Cells.None;
        var kind = parameters.Text("apiGroup") is { Length: > 0 } group ? $"{parameters.Text("kind")}.{group}" : parameters.Text("kind");
        return $"{kind}/{parameters.Text("name")}";
    }
}

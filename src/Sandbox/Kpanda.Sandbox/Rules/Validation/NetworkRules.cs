using System.Net;
using Kpanda.KubeModel.Validation;

namespace Kpanda.Sandbox.Rules.Validation;

/// <summary>What Services, Ingresses and NetworkPolicies must say.</summary>
internal static class NetworkRules
{
    public static void Service(FieldPlace spec)
    {
        var type = spec.Text("type");
        var headless = spec.Text("clusterIP") == "None";
        if (spec.Count("ports") == 0 && type != "ExternalName" && !headless) spec.Errors.Required(spec.At("ports"));
        if (headless && type is ("NodePort" or "LoadBalancer")) spec.Errors.Invalid(spec.At("clusterIPs") + "[0]", "None", $"may not be set to 'None' for {type} services");
        if (type == "ExternalName") spec.RequiredName("externalName", name => NameRules.DnsSubdomain(name.TrimEnd('.')));
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (var port in spec.Each("ports")) ServicePort(port, spec.Count("ports") > 1, names);
        MetadataRules.Labels(spec.Object?["selector"] as System.Text.Json.Nodes.JsonObject, spec.At("selector"), spec.Errors);
        spec.RequiredOneOf("sessionAffinity", "ClientIP", "None");
        spec.RequiredOneOf("type", "ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
        Duplicates(spec);
        if (spec.Count("loadBalancerSourceRanges") > 0 && type != "LoadBalancer") spec.Errors.Forbidden(spec.At("LoadBalancerSourceRanges"), "may only be used when `type` is 'LoadBalancer'");
        spec.OneOf("externalTrafficPolicy", "Cluster", "Local");
        spec.OneOf("internalTrafficPolicy", "Cluster", "Local");
    }

    public static void Ingress(FieldPlace spec)
    {
        if (spec.Count("rules") == 0 && !spec.Has("defaultBackend")) spec.Errors.InvalidRaw(spec.Path, "null", "either `defaultBackend` or `rules` must be specified");
        if (spec.Has("defaultBackend")) Backend(spec.In("defaultBackend"));
        foreach (var rule in spec.Each("rules"))
        {
            Host(rule);
            if (!rule.Has("http")) continue;
            var http = rule.In("http");
            if (http.Count("paths") == 0) spec.Errors.Required(http.At("paths"));
            foreach (var path in http.Each("paths")) IngressPath(path);
        }

        spec.Name("ingressClassName", NameRules.DnsSubdomain);
    }

    public static void Policy(FieldPlace spec)
    {
        spec.Selector("podSelector");
        foreach (var (rules, peers) in ((string, string)[])[("ingress", "from"), ("egress", "to")])
        {
            foreach (var rule in spec.Each(rules))
            {
                foreach (var port in rule.Each("ports")) PolicyPort(port);
                foreach (var peer in rule.Each(peers)) Peer(peer);
            }
        }

        var types = spec.Object?["policyTypes"] as System.Text.Json.Nodes.JsonArray ?? [];
        if (types.Count > 2)
        {
            spec.Errors.Invalid(spec.At("policyTypes"), types.DeepClone(), "may not specify more than two policyTypes");
            return;
        }

        for (var i = 0; i < types.Count; i++)
        {
            if (types[i]?.ToString() is not ("Ingress" or "Egress") and var type) spec.Errors.NotSupported($"{spec.At("policyTypes")}[{i}]", type, "Ingress", "Egress");
        }
    }

    private static void ServicePort(FieldPlace port, bool named, HashSet<string> names)
    {
        if (named && !port.Required("name")) { }
        else if (port.Text("name") is { Length: > 0 } name)
        {
            port.Name("name", NameRules.DnsLabel);
            if (!names.Add(name)) port.Errors.Duplicate(port.At("name"), name);
        }

        port.Port("port");
        port.RequiredOneOf("protocol", "SCTP", "TCP", "UDP");
        port.PortOrName("targetPort");
        port.Name("appProtocol", NameRules.QualifiedName);
    }

    private static void Duplicates(FieldPlace spec)
    {
        HashSet<(string, long)> nodes = [];
        HashSet<(string, long)> ports = [];
        foreach (var port in spec.Each("ports"))
        {
            if (port.Number("nodePort") is not 0 and var node && !nodes.Add((port.Text("protocol"), node))) port.Errors.Duplicate(port.At("nodePort"), node);
        }

        foreach (var port in spec.Each("ports"))
        {
            var (protocol, number) = (port.Text("protocol"), port.Number("port"));

            // Kubernetes shows the internal structure with what it compares.
            if (!ports.Add((protocol, number)))
                port.Errors.DuplicateRaw(port.Path, $$"""{"Name":"","Protocol":"{{protocol}}","AppProtocol":null,"Port":{{number}},"TargetPort":0,"NodePort":0}""");
        }
    }

    private static void Host(FieldPlace rule)
    {
        var host = rule.Text("host");
        if (host.Length == 0) return;
        if (IPAddress.TryParse(host, out _)) rule.Errors.Invalid(rule.At("host"), host, "must be a DNS name, not an IP address");
        if (host.Contains('*', StringComparison.Ordinal)) rule.Errors.Invalid(rule.At("host"), host, NameRules.WildcardSubdomain(host));
        else rule.Errors.Invalid(rule.At("host"), host, NameRules.DnsSubdomain(host));
    }

    private static void IngressPath(FieldPlace path)
    {
        var text = path.Text("path");
        switch (path.Text("pathType"))
        {
            case "" when !path.Has("pathType"):
                path.Errors.Required(path.At("pathType"), "pathType must be specified");
                return;
            case "Exact" or "Prefix":
                if (!text.StartsWith('/')) path.Errors.Invalid(path.At("path"), text, "must be an absolute path");
                foreach (var part in (ReadOnlySpan<string>)["//", "/./", "/../", "%2f", "%2F"])
                {
                    if (text.Contains(part, StringComparison.Ordinal)) path.Errors.Invalid(path.At("path"), text, $"must not contain '{part}'");
                }

                foreach (var end in (ReadOnlySpan<string>)["/..", "/."])
                {
                    if (text.EndsWith(end, StringComparison.Ordinal)) path.Errors.Invalid(path.At("path"), text, $"cannot end with '{end}'");
                }

                break;
            case "ImplementationSpecific":
                if (text.Length > 0 && !text.StartsWith('/')) path.Errors.Invalid(path.At("path"), text, "must be an absolute path");
                break;
            case var type:
                path.Errors.NotSupported(path.At("pathType"), type, "Exact", "ImplementationSpecific", "Prefix");
                break;
        }

        Backend(path.In("backend"));
    }

    private static void Backend(FieldPlace backend)
    {
        switch (backend.Has("resource"), backend.Has("service"))
        {
            case (true, true):
                backend.Errors.Invalid(backend.Path, "", "cannot set both resource and service backends");
                return;
            case (true, false):
                var resource = backend.In("resource");
                foreach (var field in (ReadOnlySpan<string>)["kind", "name"]) resource.RequiredName(field, NameRules.PathSegment);
                return;
            case (false, false):
                backend.Errors.Invalid(backend.Path, "", "resource or service backend is required");
                return;
        }

        var service = backend.In("service");
        service.RequiredName("name", NameRules.DnsLabel);
        var port = service.In("port");
        switch (port.Text("name").Length > 0, port.Number("number") != 0)
        {
            case (true, true):
                backend.Errors.Invalid(backend.Path, "", "cannot set both port name & port number");
                break;
            case (true, false):
                port.Name("name", NameRules.PortName);
                break;
            case (false, true):
                port.Port("number");
                break;
            default:
                backend.Errors.Required(backend.Path, "port name or number is required");
                break;
        }
    }

    private static void PolicyPort(FieldPlace port)
    {
        port.OneOf("protocol", "TCP", "UDP", "SCTP");
        if (port.Has("port")) port.PortOrName("port");
        if (!port.Has("endPort")) return;
        if (!port.Has("port")) port.Errors.Invalid(port.At("endPort"), port.Number("endPort"), "may not be specified when `port` is not specified");
        else if (port.Text("port").Length > 0) port.Errors.Invalid(port.At("endPort"), port.Number("endPort"), "may not be specified when `port` is non-numeric");
        else if (port.Number("endPort") < port.Number("port")) port.Errors.Invalid(port.At("endPort"), port.Number("port"), "must be greater than or equal to `port`");
        else port.Port("endPort");
    }

    private static void Peer(FieldPlace peer)
    {
        foreach (var field in (ReadOnlySpan<string>)["podSelector", "namespaceSelector"])
        {
            if (peer.Has(field)) peer.Selector(field);
        }

        var block = peer.In("ipBlock");
        if (peer.Has("ipBlock") && block.Required("cidr") && !IPNetwork.TryParse(block.Text("cidr"), out _))
            block.Errors.Invalid(block.At("cidr"), block.Text("cidr"), "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)");
        var selects = peer.Has("podSelector") || peer.Has("namespaceSelector");
        if (!selects && !peer.Has("ipBlock")) peer.Errors.Required(peer.Path, "must specify a peer");
        else if (selects && peer.Has("ipBlock")) peer.Errors.Forbidden(peer.Path, "may not specify both ipBlock and another peer");
    }
}

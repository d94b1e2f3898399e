using System.Net;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules.Defaults;

/// <summary>Gives services their cluster addresses and node ports. Called under the store's lock, which makes its answers exclusive.</summary>
internal sealed class ServiceAddresses(SandboxCluster cluster)
{
    private const int FirstNodePort = 30000;
    private const int NodePorts = 2768;
    private readonly HashSet<string> addresses = new(StringComparer.Ordinal);
    private readonly HashSet<long> nodePorts = [];
    private long knownVersion = -1;
    private uint next;
    private int nextPort;

    public void Complete(JsonObject obj, JsonObject? old)
    {
        var spec = obj.Ensure("spec");
        if (spec.Text("type") == "ExternalName")
        {
            foreach (var field in (ReadOnlySpan<string>)["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"]) spec.Remove(field);
            return;
        }

        if (old.Child("spec") is { } before && before.Text("clusterIP") is { Length: > 0 } given && string.IsNullOrEmpty(spec.Text("clusterIP")))
        {
            spec["clusterIP"] = given;
            spec["clusterIPs"] = before["clusterIPs"]?.DeepClone();
        }

        if (string.IsNullOrEmpty(spec.Text("clusterIP"))) spec["clusterIP"] = NewAddress();
        spec.Default("clusterIPs", new JsonArray(spec.Text("clusterIP")!));
        spec.Default("ipFamilies", new JsonArray("IPv4"));
        spec.Default("ipFamilyPolicy", "SingleStack");
        var wantsPorts = spec.Text("type") == "NodePort" || (spec.Text("type") == "LoadBalancer" && spec["allocateLoadBalancerNodePorts"]?.GetValue<bool>() != false);
        foreach (var port in spec.Each("ports"))
        {
            if (!wantsPorts && spec.Text("type") != "LoadBalancer") port.Remove("nodePort");
            else if (wantsPorts && (port.Number("nodePort") ?? 0) == 0) port["nodePort"] = OldPort(old, port) ?? NewPort();
        }
    }

    private static long? OldPort(JsonObject? old, JsonObject port) =>
        old.Child("spec").Each("ports").FirstOrDefault(p => p.Number("port") == port.Number("port") && p.Text("protocol") == port.Text("protocol")).Number("nodePort");

    private string NewAddress()
    {
        Refresh();
        var range = cluster.Options.ServiceRange.Split('/');
        var first = ToNumber(IPAddress.Parse(range[0]));
        var size = 1u << (32 - int.Parse(range[1], System.Globalization.CultureInfo.InvariantCulture));

        // Spread over the range so that addresses look like those of a cluster that has lived.
        for (var tries = 0u; tries < size; tries++)
        {
            next = (next + 40503) % (size - 12);
            var address = ToAddress(first + 11 + next);
            if (addresses.Add(address)) return address;
        }

        throw new InvalidOperationException($"no address is left in {cluster.Options.ServiceRange}");
    }

    private long NewPort()
    {
        Refresh();
        for (var tries = 0; tries < NodePorts; tries++)
        {
            nextPort = (nextPort + 997) % NodePorts;
            if (nodePorts.Add(FirstNodePort + nextPort)) return FirstNodePort + nextPort;
        }

        throw new InvalidOperationException("no node port is left");
    }

    // What services hold now; reserved here, or set by clients themselves.
    private void Refresh()
    {
        if (knownVersion == cluster.Store.Version) return;
        knownVersion = cluster.Store.Version;
        addresses.Clear();
        nodePorts.Clear();
        foreach (var service in cluster.Store.List(BuiltIn.Services))
        {
            var spec = service.ToNode().Child("spec");
            if (spec.Text("clusterIP") is { } address) addresses.Add(address);
            foreach (var port in spec.Each("ports"))
            {
                if (port.Number("nodePort") is { } number) nodePorts.Add(number);
            }
        }
    }

    private static uint ToNumber(IPAddress address) => System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());

    private static string ToAddress(uint number)
    {
        Span<byte> bytes = stackalloc byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return new IPAddress(bytes).ToString();
    }
}

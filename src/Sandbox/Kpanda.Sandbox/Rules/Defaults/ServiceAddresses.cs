using System.Net;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;
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

    // What each Service held when it was read last, by its key; the one that was read is remembered to see whether it changed.
    private readonly Dictionary<ObjectKey, Held> held = [];
    private (int TimesGoneBack, long Version) known = (-1, -1);
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

    // What services hold now. Only those that changed since the last look are read; what was only reserved here and never stored is free again.
    private void Refresh()
    {
        var store = cluster.Store;
        var newest = store.LastChange(BuiltIn.Services);
        if (known == newest) return;
        if (known.TimesGoneBack != newest.TimesGoneBack) held.Clear();
        known = newest;
        HashSet<ObjectKey> gone = [.. held.Keys];
        foreach (var service in store.List(BuiltIn.Services))
        {
            gone.Remove(service.Key);
            if (!held.TryGetValue(service.Key, out var before) || before.Version != service.ResourceVersion) held[service.Key] = Held.Of(service);
        }

        foreach (var key in gone) held.Remove(key);
        addresses.Clear();
        nodePorts.Clear();
        foreach (var one in held.Values)
        {
            if (one.Address is not null) addresses.Add(one.Address);
            nodePorts.UnionWith(one.Ports);
        }
    }

    private static uint ToNumber(IPAddress address) => System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());

    private static string ToAddress(uint number)
    {
        Span<byte> bytes = stackalloc byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return new IPAddress(bytes).ToString();
    }

    private sealed record Held(long Version, string? Address, long[] Ports)
    {
        public static Held Of(StoredObject service)
        {
            var spec = service.ToNode().Child("spec");
            return new(service.ResourceVersion, spec.Text("clusterIP"), [.. spec.Each("ports").Select(port => port.Number("nodePort")).OfType<long>()]);
        }
    }
}

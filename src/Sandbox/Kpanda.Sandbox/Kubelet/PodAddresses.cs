using System.Globalization;
using System.Net;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Kubelet;

/// <summary>Hands out pod addresses of a node's range: never one that a living pod has, and not soon one that was just given back.</summary>
internal sealed class PodAddresses(ObjectStore store)
{
    private readonly Dictionary<string, int> _next = new(StringComparer.Ordinal);
    private HashSet<string>? _used;

    public string Allocate(string range)
    {
        _used ??= [.. store.List(BuiltIn.Pods).Select(pod => pod.ToNode().TextAt("status", "podIP")).OfType<string>()];
        var (network, size) = Parse(range);
        for (var tries = 0; tries < size; tries++)
        {
            var host = _next.GetValueOrDefault(range, 2);
            _next[range] = host + 1 >= size - 1 ? 2 : host + 1;
            var address = Write(network + (uint)host);
            if (_used.Add(address))
                return address;
        }
        throw new InvalidOperationException($"The pod range {range} is used up.");
    }

    public void Take(string address) => _used?.Add(address);

    public void Release(string address) => _used?.Remove(address);

    private static (uint Network, int Size) Parse(string range)
    {
        var slash = range.IndexOf('/', StringComparison.Ordinal);
        var bytes = IPAddress.Parse(range.AsSpan(0, slash)).GetAddressBytes();
        var prefix = int.Parse(range.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture);
        return (((uint)bytes[0] << 24) | ((uint)bytes[1] << 16) | ((uint)bytes[2] << 8) | bytes[3], 1 << (32 - prefix));
    }

    private static string Write(uint address) => $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}";
}

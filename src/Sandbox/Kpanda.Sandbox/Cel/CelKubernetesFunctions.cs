using System.Net;
using System.Net.Sockets;
using Kpanda.KubeModel;

namespace Kpanda.Sandbox.Cel;

/// <summary>Kubernetes' own functions: quantities, addresses and URLs.</summary>
internal static class CelKubernetesFunctions
{
    public static IEnumerable<CelFunction> All => [.. Quantities, .. Addresses, .. Urls, .. Versions, .. Formats];

    private static IEnumerable<CelFunction> Versions =>
    [
        CelFunctions.Of<string>("semver", false, a => Version(a, normalise: false)),
        CelFunctions.Of<string, bool>("semver", false, Version),
        CelFunctions.Of<string>("isSemver", false, a => CelSemver.Parse(a, normalise: false) is not null),
        CelFunctions.Of<string, bool>("isSemver", false, (a, normalise) => CelSemver.Parse(a, normalise) is not null),
        CelFunctions.Of<CelSemver>("major", true, a => (long)a.Major),
        CelFunctions.Of<CelSemver>("minor", true, a => (long)a.Minor),
        CelFunctions.Of<CelSemver>("patch", true, a => (long)a.Patch),
    ];

    private static IEnumerable<CelFunction> Formats =>
    [
        CelFunctions.Of<string>("format.named", false, CelFormat.Find),
        CelFunctions.Of<CelFormat, string>("validate", true, (format, text) => format.Validate(text)),
        .. CelFormat.Names.Select(name => new CelFunction($"format.{name}", 0, false, _ => new CelFormat(name))),
    ];

    private static object Version(string text, bool normalise) => CelSemver.Parse(text, normalise) is { } version ? version : new CelError("No Major.Minor.Patch elements found");

    private static IEnumerable<CelFunction> Quantities =>
    [
        CelFunctions.Of<string>("quantity", false, CelConversions.Quantity),
        CelFunctions.Of<string>("isQuantity", false, a => Quantity.TryParse(a, out _)),
        CelFunctions.Of<Quantity>("sign", true, a => (long)Math.Sign(a.Value)),
        CelFunctions.Of<Quantity>("isInteger", true, a => decimal.Truncate(a.Value) == a.Value && Math.Abs(a.Value) <= long.MaxValue),
        CelFunctions.Of<Quantity>("asInteger", true, a => decimal.Truncate(a.Value) == a.Value && Math.Abs(a.Value) <= long.MaxValue ? (long)a.Value : new CelError("cannot convert value to integer")),
        CelFunctions.Of<Quantity>("asApproximateFloat", true, a => (double)a.Value),
        // Of versions as well.
        new("isLessThan", 2, true, a => Compared(a) is { } order ? order < 0 : CelError.NoOverload),
        new("isGreaterThan", 2, true, a => Compared(a) is { } order ? order > 0 : CelError.NoOverload),
        new("compareTo", 2, true, a => Compared(a) is { } order ? order : CelError.NoOverload),
        new("add", 2, true, a => a[0] is Quantity left && AsQuantity(a[1]) is { } right ? left + right : CelError.NoOverload),
        new("sub", 2, true, a => a[0] is Quantity left && AsQuantity(a[1]) is { } right ? left - right : CelError.NoOverload),
    ];

    private static IEnumerable<CelFunction> Addresses =>
    [
        CelFunctions.Of<string>("ip", false, a => CelConversions.Address(a) is { } address ? address : new CelError($"IP Address \"{a}\" parse error during conversion from string")),
        CelFunctions.Of<string>("isIP", false, a => CelConversions.Address(a) is not null),
        CelFunctions.Of<string>("ip.isCanonical", false, a => CelConversions.Address(a) is { } address ? address.ToString() == a : new CelError($"IP Address \"{a}\" parse error during conversion from string")),
        CelFunctions.Of<IPAddress>("family", true, a => a.AddressFamily == AddressFamily.InterNetwork ? 4L : 6L),
        CelFunctions.Of<IPAddress>("isLoopback", true, a => IPAddress.IsLoopback(a)),
        CelFunctions.Of<IPAddress>("isUnspecified", true, a => a.Equals(IPAddress.Any) || a.Equals(IPAddress.IPv6Any)),
        CelFunctions.Of<IPAddress>("isLinkLocalUnicast", true, a => a.IsIPv6LinkLocal || IsIn(a, "169.254.0.0/16")),
        CelFunctions.Of<IPAddress>("isLinkLocalMulticast", true, a => IsIn(a, "224.0.0.0/24") || IsIn(a, "ff02::/16")),
        CelFunctions.Of<IPAddress>("isGlobalUnicast", true, IsGlobal),
        CelFunctions.Of<string>("cidr", false, a => CelConversions.Network(a) is { } network ? network : new CelError($"network address parse error during conversion from string: {a}")),
        CelFunctions.Of<string>("isCIDR", false, a => CelConversions.Network(a) is not null),
        new("containsIP", 2, true, a => a[0] is IPNetwork network && AsAddress(a[1]) is { } address ? network.Contains(address) : CelError.NoOverload),
        new("containsCIDR", 2, true, a => a[0] is IPNetwork network && AsNetwork(a[1]) is { } other ? network.PrefixLength <= other.PrefixLength && network.Contains(other.BaseAddress) : CelError.NoOverload),
        CelFunctions.Of<IPNetwork>("ip", true, a => a.BaseAddress),
        CelFunctions.Of<IPNetwork>("masked", true, a => a),
        CelFunctions.Of<IPNetwork>("prefixLength", true, a => (long)a.PrefixLength),
    ];

    private static IEnumerable<CelFunction> Urls =>
    [
        CelFunctions.Of<string>("url", false, a => CelUrl.Parse(a) is { } url ? url : new CelError($"URL parse error during conversion from string: parse \"{a}\": invalid URI for request")),
        CelFunctions.Of<string>("isURL", false, a => CelUrl.Parse(a) is not null),
        CelFunctions.Of<CelUrl>("getScheme", true, a => a.Scheme),
        CelFunctions.Of<CelUrl>("getHost", true, a => a.Authority),
        CelFunctions.Of<CelUrl>("getHostname", true, a => a.HostName),
        CelFunctions.Of<CelUrl>("getPort", true, a => a.Port),
        CelFunctions.Of<CelUrl>("getEscapedPath", true, a => a.Path),
        CelFunctions.Of<CelUrl>("getQuery", true, a => Query(a.Query)),
    ];

    private static long? Compared(object?[] values) => values switch
    {
        [Quantity a, Quantity b] => Math.Sign(a.CompareTo(b)),
        [CelSemver a, CelSemver b] => Math.Sign(a.CompareTo(b)),
        _ => null,
    };

    private static Quantity? AsQuantity(object? value) => value switch
    {
        Quantity quantity => quantity,
        long whole => Quantity.Of(whole),
        _ => null,
    };

    private static IPAddress? AsAddress(object? value) => value as IPAddress ?? (value is string text ? CelConversions.Address(text) : null);

    private static IPNetwork? AsNetwork(object? value) => value is IPNetwork network ? network : value is string text ? CelConversions.Network(text) : null;

    private static bool IsIn(IPAddress address, string range) => IPNetwork.Parse(range) is var network && network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address);

    private static object IsGlobal(IPAddress address) =>
        !IPAddress.IsLoopback(address) && !address.IsIPv6Multicast && !address.IsIPv6LinkLocal && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any)
        && !address.Equals(IPAddress.Broadcast) && !IsIn(address, "224.0.0.0/4") && !IsIn(address, "169.254.0.0/16");

    private static Dictionary<object, object?> Query(string query) => query.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(part => part.Split('=', 2)).GroupBy(part => Uri.UnescapeDataString(part[0].Replace('+', ' ')))
        .ToDictionary(group => (object)group.Key, group => (object?)group.Select(part => (object?)(part.Length == 1 ? "" : Uri.UnescapeDataString(part[1].Replace('+', ' ')))).ToArray());
}

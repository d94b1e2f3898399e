using System.Net;
using System.Net.Sockets;

namespace Kpanda.Kube.Dial;

/// <summary>
/// Which addresses the platform connects to on a person's word. Checked on the address itself, after the name is resolved and at every new connection,
/// so a name that changes between check and use gains nothing.
/// </summary>
/// <param name="AllowLoopback">Whether this machine itself may be a member: only while the server listens on loopback alone.</param>
/// <param name="AllowPrivate">Whether private ranges may be reached.</param>
public sealed record EgressPolicy(bool AllowLoopback, bool AllowPrivate)
{
    /// <summary>Private ranges yes, this machine no.</summary>
    public static EgressPolicy Default { get; } = new(AllowLoopback: false, AllowPrivate: true);

    // Addresses at which clouds hand out the machine's own credentials, outside the link-local ranges.
    private static readonly IPAddress[] MetadataAddresses =
    [
        IPAddress.Parse("100.100.100.200"), // Alibaba Cloud
        IPAddress.Parse("168.63.129.16"), // Azure
        IPAddress.Parse("192.0.0.192"), // Oracle Cloud
        IPAddress.Parse("fd00:ec2::254"), // AWS
        IPAddress.Parse("fd20:ce::254"), // Google Cloud
    ];

    private static readonly IPNetwork[] Never =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("224.0.0.0/4"), IPNetwork.Parse("240.0.0.0/4"),
        IPNetwork.Parse("::/128"), IPNetwork.Parse("fe80::/10"), IPNetwork.Parse("ff00::/8"),
    ];

    private static readonly IPNetwork[] Private =
    [
        IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("100.64.0.0/10"),
        IPNetwork.Parse("198.18.0.0/15"), IPNetwork.Parse("fc00::/7"), IPNetwork.Parse("fec0::/10"),
    ];

    /// <summary>Why <paramref name="address"/> may not be reached, in plain words; null where it may.</summary>
    public string? Refusal(IPAddress address)
    {
        var real = Unwrap(address);
        if (MetadataAddresses.Contains(real)) return "it is a cloud metadata address";
        if (IPAddress.IsLoopback(real)) return AllowLoopback ? null : "it is this machine (loopback)";
        if (Never.Any(range => range.Contains(real))) return "it is a link-local, multicast or unspecified address";
        if (!AllowPrivate && Private.Any(range => range.Contains(real))) return "it is in a private range";
        return null;
    }

    // An IPv4 address inside an IPv6 one (mapped, compatible, NAT64, 6to4) is judged as what it leads to.
    private static IPAddress Unwrap(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        if (bytes.StartsWith<byte>([0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0])) return new IPAddress(bytes[12..]);
        if (bytes.StartsWith<byte>([0x20, 0x02])) return new IPAddress(bytes[2..6]);
        if (bytes[..12].IndexOfAnyExcept((byte)0) < 0 && bytes[12..].IndexOfAnyExcept((byte)0) >= 0 && !IPAddress.IPv6Loopback.Equals(address))
            return new IPAddress(bytes[12..]);
        return address;
    }
}

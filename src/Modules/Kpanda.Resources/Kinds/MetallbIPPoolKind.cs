using Kpanda.Resources.Objects;
using Kpanda.Resources.Shapes;

namespace Kpanda.Resources.Kinds;

/// <summary>Where the member has MetalLB: the addresses that it may give to Services.</summary>
internal sealed class MetallbIPPoolKind() : ResourceKind<MetallbIPPool>("metallb.io", "ipaddresspools", "IPAddressPool", namespaced: true, "Networking")
{
    public override string Segment => "metallb/ippools";

    /// <summary>The published API only lists them.</summary>
    public override ObjectOperations Operations => ObjectOperations.None;
}

using Kpanda.Resources.Shapes;

namespace Kpanda.Resources.Kinds;

internal sealed class NetworkPolicyKind() : ResourceKind<NetworkPolicy>("networking.k8s.io", "networkpolicies", "NetworkPolicy", namespaced: true, "Networking");

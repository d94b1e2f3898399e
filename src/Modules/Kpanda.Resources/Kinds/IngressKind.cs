using Kpanda.Resources.Shapes;

namespace Kpanda.Resources.Kinds;

internal sealed class IngressKind() : ResourceKind<Ingress>("networking.k8s.io", "ingresses", "Ingress", namespaced: true, "Networking")
{
    public override IReadOnlyList<string> IndexedFields => ["spec.rules[].host"];

    public override IReadOnlyList<string> SearchedFields => ["spec.rules[].host"];
}

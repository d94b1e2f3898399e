using Kpanda.Resources.Shapes;

namespace Kpanda.Resources.Kinds;

internal sealed class ServiceAccountKind() : ResourceKind<ServiceAccount>("", "serviceaccounts", "ServiceAccount", namespaced: true, "Core");

using Kpanda.Resources.Shapes;

namespace Kpanda.Resources.Kinds;

internal sealed class LimitRangeKind() : ResourceKind<LimitRange>("", "limitranges", "LimitRange", namespaced: true, "Core");

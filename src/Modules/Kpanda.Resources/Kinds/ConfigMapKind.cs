using Kpanda.Resources.Shapes;

namespace Kpanda.Resources.Kinds;

internal sealed class ConfigMapKind() : ResourceKind<ConfigMap>("", "configmaps", "ConfigMap", namespaced: true, "Core");

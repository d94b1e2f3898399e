using Kpanda.Resources.Shapes;

namespace Kpanda.Resources.Namespaces;

/// <summary>The namespace that was created.</summary>
internal sealed record CreateNamespaceResponse(Namespace Namespace);

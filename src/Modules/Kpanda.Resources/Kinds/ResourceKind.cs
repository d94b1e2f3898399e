using Kpanda.KubeModel;
using Kpanda.Resources.Objects;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Resources.Kinds;

/// <summary>
/// A kind as a declaration: the facts stand in the constructor, what is special is overridden. Its lists come from Search, its object routes from
/// <c>Objects/</c>.
/// </summary>
/// <param name="group">API group; empty for the core group.</param>
/// <param name="resource">Plural name.</param>
/// <param name="kind">Name of the kind.</param>
/// <param name="namespaced">Whether objects live in namespaces.</param>
/// <param name="tag">Tag of the published API.</param>
public abstract class ResourceKind<TPublished>(string group, string resource, string kind, bool namespaced, string tag)
    : KindDescriptor<TPublished>, IObjectRoutes
    where TPublished : PublishedResource
{
    /// <inheritdoc />
    public override GroupResource Resource { get; } = new(group, resource);

    /// <inheritdoc />
    public override string Kind => kind;

    /// <inheritdoc />
    public override bool Namespaced => namespaced;

    /// <inheritdoc />
    public override string Tag => tag;

    /// <summary>Reads the published fields as they are; override where some are computed.</summary>
    public override TPublished Project(IndexedObject obj) => Shape.Read<TPublished>(obj);

    /// <summary>Which of the usual routes below an object this kind has; less where the published API has a form of its own for one.</summary>
    public virtual ObjectOperations Operations => ObjectOperations.All;

    /// <inheritdoc />
    void IObjectRoutes.Map(IEndpointRouteBuilder routes) => new ObjectRoutes<TPublished>(this).Map(routes);
}

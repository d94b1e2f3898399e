using Kpanda.Resources.Shapes;
using Kpanda.Workloads.Shapes;

namespace Kpanda.Workloads.Revisions;

/// <summary>An earlier template of a StatefulSet or DaemonSet. The published name is spelled so.</summary>
[PublishedName("v1alpha1ControlleRrevision")]
internal sealed record ControllerRevision : PublishedResource
{
    /// <summary>What was changed: the published API uses the shape of Deployments.</summary>
    public Deployment? Data { get; init; }

    public long Revision { get; init; }
}

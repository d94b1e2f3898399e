using Kpanda.Hosting.Errors;

namespace Kpanda.Clusters.Errors;

/// <summary>The errors that several handlers answer with.</summary>
internal static class ClusterErrors
{
    public static Error Unknown(string cluster) => Error.Of(ErrorCode.NotFound, "cluster.unknown", ("cluster", cluster));
}

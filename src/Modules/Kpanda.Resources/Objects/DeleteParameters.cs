using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Kube;

namespace Kpanda.Resources.Objects;

/// <summary>Query parameters of a deletion.</summary>
/// <param name="DryRun"><c>All</c>: the member says what would happen and changes nothing.</param>
/// <param name="DeletionPropagation">Published form: <c>DELETION_PROPAGATION_ORPHAN</c>, <c>…_BACKGROUND</c>, <c>…_FOREGROUND</c>.</param>
/// <param name="GracePeriodSeconds">Seconds before a pod is killed.</param>
internal sealed record DeleteParameters(string? DryRun, string? DeletionPropagation, int? GracePeriodSeconds)
{
    private const string Prefix = "DELETION_PROPAGATION_";

    /// <summary>Checks the values.</summary>
    public Result<KubeDeleteOptions> Options()
    {
        if (!string.IsNullOrEmpty(DryRun) && DryRun != "All") return Error.Invalid("dryRun", "object.dryRun");
        if (GracePeriodSeconds < 0) return Error.Invalid("gracePeriodSeconds", "object.gracePeriod");

        var policy = (DeletionPropagation ?? "").Replace(Prefix, "", StringComparison.Ordinal).ToUpperInvariant() switch
        {
            "" or "UNSPECIFIED" => "",
            "ORPHAN" => "Orphan",
            "BACKGROUND" => "Background",
            "FOREGROUND" => "Foreground",
            _ => null,
        };
        if (policy is null) return Error.Invalid("deletionPropagation", "object.propagation");
        return new KubeDeleteOptions
        {
            DryRun = DryRun == "All",
            PropagationPolicy = policy.Length == 0 ? null : policy,
            GracePeriodSeconds = GracePeriodSeconds,
        };
    }
}

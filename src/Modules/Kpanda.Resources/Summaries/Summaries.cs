using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Kpanda.Resources.Shapes;

namespace Kpanda.Resources.Summaries;

/// <summary>A light list.</summary>
internal sealed record SummaryList<T>(IReadOnlyList<T> Data);

/// <summary>A node in a drop-down.</summary>
internal sealed record NodeSummary(
    string Name,
    string Uid,
    [property: JsonConverter(typeof(EpochMilliseconds))] long? CreationTimestamp,
    string PodCIDR,
    bool Unschedulable,
    [property: AllowedValues("NODE_PHASE_UNSPECIFIED", "Ready", "Not_Ready", "Unknown")] string Phase);

/// <summary>Namespaces in a drop-down, and whether they are all that there are.</summary>
[PublishedName("v1alpha1ListClusterNamespaceSummaryResponse")]
internal sealed record NamespaceSummaryList(
    IReadOnlyList<NamespaceSummary> Data,
    [property: AllowedValues("SCOPE_UNSPECIFIED", "Cluster", "Namespaced")] string AccessScope);

/// <summary>A namespace in a drop-down.</summary>
internal sealed record NamespaceSummary(
    string Name,
    string Cluster,
    [property: AllowedValues("NAMESPACE_PHASE_UNSPECIFIED", "Active", "Terminating")] string Phase);

/// <summary>Ingress classes in a drop-down.</summary>
[PublishedName("v1alpha1ListIngressClassSummaryResponse")]
internal sealed record IngressClassList(IReadOnlyList<IngressClassSummary> Items);

/// <summary>An ingress class: <see cref="Kind"/> is its controller.</summary>
internal sealed record IngressClassSummary(string Name, bool IsDefaultClass, string Kind);

/// <summary>Plain names.</summary>
internal sealed record NameList(IReadOnlyList<string> Items);

/// <summary>What a member serves, by group and version.</summary>
[PublishedName("v1alpha1ListClusterPreferredResourcesResponse")]
internal sealed record ServedList(IReadOnlyList<ServedGroup> Resources);

/// <summary>The collections of one group and version.</summary>
[PublishedName("v1alpha1APIResourceList")]
internal sealed record ServedGroup(string GroupVersion, IReadOnlyList<ServedResource> Resources);

/// <summary>One collection.</summary>
[PublishedName("v1alpha1APIResource")]
internal sealed record ServedResource(string Name, bool Namespaced, string Group, string Version, string Kind);

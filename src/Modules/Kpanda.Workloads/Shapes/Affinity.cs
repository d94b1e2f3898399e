using Kpanda.Resources.Shapes;

namespace Kpanda.Workloads.Shapes;

internal sealed record Affinity(NodeAffinity? NodeAffinity, PodAffinity? PodAffinity, PodAffinity? PodAntiAffinity);

internal sealed record NodeAffinity(
    NodeSelector? RequiredDuringSchedulingIgnoredDuringExecution,
    IReadOnlyList<PreferredSchedulingTerm>? PreferredDuringSchedulingIgnoredDuringExecution);

internal sealed record PreferredSchedulingTerm(int Weight, NodeSelectorTerm? Preference);

internal sealed record PodAffinity(
    IReadOnlyList<PodAffinityTerm>? RequiredDuringSchedulingIgnoredDuringExecution,
    IReadOnlyList<WeightedPodAffinityTerm>? PreferredDuringSchedulingIgnoredDuringExecution);

internal sealed record PodAffinityTerm(
    LabelSelectorShape? LabelSelector,
    IReadOnlyList<string>? Namespaces,
    string? TopologyKey,
    LabelSelectorShape? NamespaceSelector);

internal sealed record WeightedPodAffinityTerm(int Weight, PodAffinityTerm? PodAffinityTerm);

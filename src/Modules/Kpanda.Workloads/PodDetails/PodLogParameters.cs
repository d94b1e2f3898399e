namespace Kpanda.Workloads.PodDetails;

/// <summary>Which part of a log.</summary>
/// <param name="Container">Name of the container; may be left out where the pod has one.</param>
/// <param name="TailLines">Lines from the end; 1,000 where it is left out.</param>
/// <param name="Previous">Whether the run before the last restart is meant.</param>
/// <param name="Timestamps">Whether each line begins with its time.</param>
/// <param name="SinceSeconds">Only what is not older.</param>
/// <param name="Follow">Whether the answer goes on with what comes.</param>
internal sealed record PodLogParameters(string? Container, int? TailLines, bool? Previous, bool? Timestamps, int? SinceSeconds, bool? Follow);

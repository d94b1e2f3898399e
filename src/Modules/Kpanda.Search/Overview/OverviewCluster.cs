using System.ComponentModel.DataAnnotations;

namespace Kpanda.Search.Overview;

/// <summary>A cluster as the overview shows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Alias">Its display name; may be empty.</param>
/// <param name="Phase">The published <c>ClusterPhase</c>.</param>
/// <param name="Message">Why it is not Running, in words; empty when it is.</param>
/// <param name="Version">Kubernetes version; empty before the first contact.</param>
/// <param name="LastContact">When it last answered; absent for never.</param>
/// <param name="IsKnown">Whether it has been read at all: what follows is zero where it has not.</param>
/// <param name="Nodes">How its nodes are.</param>
/// <param name="Pods">How its pods are.</param>
/// <param name="Capacity">What its nodes offer and its pods have asked for.</param>
internal sealed record OverviewCluster(
    string Name,
    string Alias,
    [property: AllowedValues("Unknown", "Creating", "Running", "Updating", "Deleting", "Failed", "DeleteFailed")] string Phase,
    string Message,
    string Version,
    DateTimeOffset? LastContact,
    bool IsKnown,
    KindHealth Nodes,
    KindHealth Pods,
    ClusterCapacity Capacity);

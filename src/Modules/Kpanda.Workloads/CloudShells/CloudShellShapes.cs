using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Kpanda.Resources.Shapes;

namespace Kpanda.Workloads.CloudShells;

/// <summary>Published <c>v1alpha1CreateCloudShellRequest</c>.</summary>
/// <param name="Type">What is wanted.</param>
/// <param name="Cluster">Name of the cluster.</param>
/// <param name="Namespace">Namespace of the pod.</param>
/// <param name="PodName">Name of the pod.</param>
/// <param name="Container">Name of the container.</param>
/// <param name="FilePath">What is downloaded, or the directory that is uploaded to.</param>
/// <param name="LogCount">How many lines of the log.</param>
/// <param name="Data">Published; what it says is not needed here.</param>
internal sealed record CreateCloudShellRequest(
    [property: AllowedValues("bash", "exec", "logs", "upload", "download")] string? Type,
    string? Cluster,
    string? Namespace,
    string? PodName,
    string? Container,
    string? FilePath,
    int? LogCount,
    JsonElement? Data);

/// <summary>Published body of the removal; nothing of it is needed.</summary>
internal sealed record DeleteCloudShellRequest([property: AllowedValues("bash", "exec", "logs", "upload", "download")] string? Type, string? Cluster);

/// <summary>Published <c>v1alpha1CloudShell</c>.</summary>
internal sealed record CloudShell : PublishedResource
{
    public CloudShellSpec Spec { get; init; } = new();

    public CloudShellStatus Status { get; init; } = new();
}

/// <summary>Published <c>v1alpha1CloudShellSpec</c>.</summary>
internal sealed record CloudShellSpec
{
    /// <summary>Always empty: no credential is kept in a cluster.</summary>
    public CloudShellSecret? SecretRef { get; init; }

    /// <summary>Whether it is good for one client.</summary>
    public bool Once { get; init; }

    /// <summary>What it does: the type that was asked for.</summary>
    public string CommandAction { get; init; } = "";

    /// <summary>For how many seconds it can be used.</summary>
    public int Ttl { get; init; }

    /// <summary>Whether nothing is left behind.</summary>
    public bool Cleanup { get; init; }
}

/// <summary>Published <c>apicloudshellv1alpha1LocalSecretReference</c>.</summary>
internal sealed record CloudShellSecret(string Name);

/// <summary>Published <c>v1alpha1CloudShellStatus</c>.</summary>
internal sealed record CloudShellStatus
{
    /// <summary><c>Ready</c>, or <c>Complete</c> when it is used up or too old.</summary>
    public string Phase { get; init; } = "";

    /// <summary>Where it is used.</summary>
    public string AccessUrl { get; init; } = "";
}

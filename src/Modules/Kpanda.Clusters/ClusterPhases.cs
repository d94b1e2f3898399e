namespace Kpanda.Clusters;

/// <summary>The published <c>ClusterPhase</c>.</summary>
public static class ClusterPhases
{
    /// <summary>It does not answer, or has not been asked since this process started.</summary>
    public const string Unknown = "Unknown";

    /// <summary>It was imported, and its first probe is still to come.</summary>
    public const string Creating = "Creating";

    /// <summary>It answers and says that it is ready.</summary>
    public const string Running = "Running";

    /// <summary>Another credential or another way to it is being tried.</summary>
    public const string Updating = "Updating";

    /// <summary>It is being removed.</summary>
    public const string Deleting = "Deleting";

    /// <summary>It answers, and says no.</summary>
    public const string Failed = "Failed";

    /// <summary>It should have been removed and cleaned up, and the clean-up did not succeed: it is still here.</summary>
    public const string DeleteFailed = "DeleteFailed";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Unknown, Creating, Running, Updating, Deleting, Failed, DeleteFailed];
}

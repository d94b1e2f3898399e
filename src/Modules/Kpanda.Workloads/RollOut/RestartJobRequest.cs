namespace Kpanda.Workloads.RollOut;

/// <summary>The body of a Job's restart, which may be left out.</summary>
/// <param name="ResourceVersion">The version that the person saw; a Job that has changed since is not restarted.</param>
internal sealed record RestartJobRequest(string? ResourceVersion);

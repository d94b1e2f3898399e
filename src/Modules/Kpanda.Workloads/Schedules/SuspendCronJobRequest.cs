namespace Kpanda.Workloads.Schedules;

/// <summary>The body of pausing and resuming, which may be left out.</summary>
/// <param name="Paused">What the schedule is to be; as the route says where it is left out.</param>
internal sealed record SuspendCronJobRequest(bool? Paused);

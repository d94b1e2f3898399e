namespace Kpanda.Sandbox.Scheduling;

/// <summary>Why a node is not fit for a pod, in the scheduler's words, and whether the loss of other pods could change that.</summary>
internal readonly record struct Obstacle(string Reason, bool Resolvable);

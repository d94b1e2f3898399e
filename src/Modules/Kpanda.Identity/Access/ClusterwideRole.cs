namespace Kpanda.Identity.Access;

/// <summary>A platform role that opens every cluster as a whole, as somebody holds it.</summary>
/// <param name="Role">Name of the role, such as <c>Kpanda Owner</c>.</param>
/// <param name="ThroughGroup">Name of the group that gives it; empty for who holds it by themselves.</param>
public sealed record ClusterwideRole(string Role, string ThroughGroup);

using Kpanda.Hosting.Errors;

namespace Kpanda.Hosting.Live;

/// <summary>What one subscription has to tell at one moment, in the order of the properties.</summary>
internal readonly record struct LiveOutput(bool Opened, bool Resync, IReadOnlyList<LiveChange> Rows, LiveCounts? Counts, Error? Error);

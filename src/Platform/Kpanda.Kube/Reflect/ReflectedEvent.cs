namespace Kpanda.Kube.Reflect;

/// <summary>One event of a watch, still in the buffer of the connection.</summary>
/// <param name="Type">Added, modified, deleted or bookmark; never failed.</param>
/// <param name="Json">The object; empty for a bookmark. Valid only while the sink is being called.</param>
/// <param name="ResourceVersion">The version to resume from after this event.</param>
public readonly record struct ReflectedEvent(WatchEventType Type, ReadOnlyMemory<byte> Json, string ResourceVersion);

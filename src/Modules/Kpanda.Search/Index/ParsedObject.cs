namespace Kpanda.Search.Index;

/// <summary>An object taken apart: columns, and the JSON that may be stored.</summary>
internal sealed record ParsedObject(ObjectHead Head, ReadOnlyMemory<byte> Body);

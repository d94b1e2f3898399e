namespace Kpanda.Contract.Tests;

/// <summary>A field of one of our records.</summary>
/// <param name="Type">Its type in the words of the facts.</param>
/// <param name="Values">The values that it can have; null where it is no enumeration.</param>
/// <param name="Record">The record that it, or each of its entries, is; null for plain values.</param>
internal sealed record WireField(string Type, IReadOnlyList<string>? Values, Type? Record);

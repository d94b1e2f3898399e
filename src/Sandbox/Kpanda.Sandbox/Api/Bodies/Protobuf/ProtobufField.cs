namespace Kpanda.Sandbox.Api.Bodies.Protobuf;

/// <summary>
/// One field of a message: its name in JSON, its type in the notation of the table, and how it shows in JSON. <paramref name="GoType"/> is what Go calls the
/// type where the table says; <paramref name="Through"/> are the inlined structs between the message and the field.
/// </summary>
internal sealed record ProtobufField(string Name, string Type, bool Inline, bool DropsZero, bool Pointer, string? GoType, IReadOnlyList<string> Through);

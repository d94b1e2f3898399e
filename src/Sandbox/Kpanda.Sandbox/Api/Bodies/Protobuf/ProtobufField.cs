namespace Kpanda.Sandbox.Api.Bodies.Protobuf;

/// <summary>One field of a message: its name in JSON, its type in the notation of the table, and how it shows in JSON.</summary>
internal sealed record ProtobufField(string Name, string Type, bool Inline, bool DropsZero, bool Pointer);

using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Kpanda.Sandbox.Faults;

/// <summary>A fault that is going on.</summary>
public sealed record ActiveFault : Fault
{
    /// <summary>A fault from a moment on.</summary>
    [SetsRequiredMembers]
    public ActiveFault(Fault fault, int id, DateTimeOffset since)
        : base(fault)
    {
        Id = id;
        Since = since;
        if (fault.ForSeconds is { } length) Until = since.AddSeconds(length);
    }

    /// <summary>Its number, which no other fault of the cluster has had since the sandbox started.</summary>
    public int Id { get; }

    /// <summary>When it began, by a clock that is right.</summary>
    public DateTimeOffset Since { get; }

    /// <summary>When it ends by itself; null where it is to be taken away.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Until { get; }
}

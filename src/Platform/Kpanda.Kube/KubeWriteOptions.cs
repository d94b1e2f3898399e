namespace Kpanda.Kube;

/// <summary>Options of create, update and patch.</summary>
public sealed record KubeWriteOptions
{
    /// <summary>No options.</summary>
    public static KubeWriteOptions Default { get; } = new();

    /// <summary>Whether the member only says what would happen.</summary>
    public bool DryRun { get; init; }

    /// <summary>Name under which fields are owned; required for server-side apply.</summary>
    public string? FieldManager { get; init; }

    /// <summary>Whether apply takes fields from other owners.</summary>
    public bool Force { get; init; }

    /// <summary><c>Ignore</c>, <c>Warn</c> or <c>Strict</c>; null for the member's default.</summary>
    public string? FieldValidation { get; init; }

    /// <summary>Sub-resource to write to, e.g. <c>status</c> or <c>scale</c>; null for the object.</summary>
    public string? Subresource { get; init; }
}

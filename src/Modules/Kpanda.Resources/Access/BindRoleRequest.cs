using Kpanda.Resources.Shapes;

namespace Kpanda.Resources.Access;

/// <summary>A binding to create: one subject, one role.</summary>
internal sealed record BindRoleRequest
{
    public Subject? Subject { get; init; }

    public RoleRef? RoleRef { get; init; }

    public string? Name { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    public IReadOnlyList<OwnerReference>? OwnerReferences { get; init; }
}

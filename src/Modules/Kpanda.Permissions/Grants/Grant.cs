using Kpanda.Identity.Access;

namespace Kpanda.Permissions.Grants;

/// <summary>
/// Somebody holds a role in a cluster or in one of its namespaces, because somebody who may said so here. What counts is this record, not the binding that is
/// made of it in the member: a grant that is taken back ends at once, even while the cluster is away.
/// </summary>
/// <param name="Id">Internal id.</param>
/// <param name="SubjectKind">Whether <paramref name="SubjectId"/> is a person's id or a group's.</param>
/// <param name="SubjectId">Internal id of the person or group.</param>
/// <param name="Role">Name of the ClusterRole in the member, such as <c>role-template-ns-edit</c>.</param>
/// <param name="ClusterId">Internal id of the cluster.</param>
/// <param name="Namespace">Namespace; empty for the whole cluster.</param>
internal sealed record Grant(Guid Id, SubjectKind SubjectKind, Guid SubjectId, string Role, Guid ClusterId, string Namespace);

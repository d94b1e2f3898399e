using System.Text.Json.Nodes;
using Kpanda.Hosting;
using Kpanda.Identity.Access;

namespace Kpanda.Permissions.Grants;

/// <summary>
/// Grants in the form in which the published API has them: as bindings. A binding of a person or group to a role of the platform is a grant; every other is an object of the member,
/// as anybody may make it there. Safe for concurrent use.
/// </summary>
public interface IRoleGrants
{
    /// <summary>Gives a role that is to be bound.</summary>
    /// <param name="person">Who gives it.</param>
    /// <param name="cluster">Name of the cluster.</param>
    /// <param name="ns">Namespace; empty for the whole cluster.</param>
    /// <param name="subjectKind"><c>User</c>, <c>Group</c> …</param>
    /// <param name="subjectName">Name of the subject.</param>
    /// <param name="roleKind"><c>ClusterRole</c> or <c>Role</c>.</param>
    /// <param name="role">Name of the role.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The binding that stands for the grant in the member, or the refusal; null where this is no grant, but a binding like any other.</returns>
    Task<Result<JsonObject>?> GiveAsync(
        Person person, string cluster, string ns, string subjectKind, string subjectName, string roleKind, string role, CancellationToken cancellationToken);

    /// <summary>Takes back the grant for which a binding stands.</summary>
    /// <returns>True, or the refusal; null where the binding stands for none.</returns>
    Task<Result<bool>?> TakeBackAsync(Person person, string cluster, string ns, string binding, CancellationToken cancellationToken);
}

using Kpanda.Clusters;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Requests;
using Kpanda.Permissions.Grants;
using Kpanda.Permissions.Reconcile;

namespace Kpanda.Permissions.Roles;

/// <summary>How far the rules of a role have got in the members. They are there where something was granted; decisions here go by them at once everywhere.</summary>
internal sealed class RoleRollout(GrantBook grants, GrantStates states, IRoleRules roles, ObservedGrants observed, ErrorVocabulary words)
{
    /// <summary>How it stands in each of these clusters.</summary>
    public async Task<IReadOnlyList<RoleInCluster>> OfAsync(string role, IEnumerable<ClusterRecord> clusters, Language language, CancellationToken cancellationToken)
    {
        var wanted = ManagedObjects.Role(role, roles.Of(role).Rules, grants.Installation);
        var shown = new List<RoleInCluster>();
        foreach (var cluster in clusters)
        {
            if (grants.In(cluster.Id).Count == 0)
            {
                shown.Add(new(cluster.Name, "unused", ""));
                continue;
            }

            if (!observed.IsCurrent(cluster.Name))
            {
                shown.Add(Pending(cluster.Name, GrantState.Away(cluster.Name).Why!));
                continue;
            }

            var found = (await observed.RolesAsync(cluster.Name, cancellationToken)).GetValueOrDefault(role);
            var isOfAnother = found is not null && ManagedObjects.IsOfAnother(found.Body, grants.Installation);
            if (found is not null && (isOfAnother ? ManagedObjects.SaysForAnother(found.Body, wanted) : ManagedObjects.Says(found.Body, wanted))) shown.Add(new(cluster.Name, "applied", ""));
            else if (isOfAnother) shown.Add(Failed(cluster.Name, Error.Of(ErrorCode.FailedPrecondition, "grant.failed.role", ("role", role), ("cluster", cluster.Name))));
            else if (FailureIn(cluster, role) is { } failure) shown.Add(Failed(cluster.Name, failure));
            else shown.Add(Pending(cluster.Name, GrantState.New.Why!));
        }

        return shown;

        RoleInCluster Pending(string cluster, Error why) => new(cluster, "pending", words.Render(why, language));

        RoleInCluster Failed(string cluster, Error why) => new(cluster, "failed", words.Render(why, language));
    }

    private Error? FailureIn(ClusterRecord cluster, string role) =>
        grants.In(cluster.Id).Where(stored => stored.Grant.Role == role).Select(stored => states.Of(stored.Grant.Id)).FirstOrDefault(static state => state.Phase == GrantPhase.Failed)?.Why;
}

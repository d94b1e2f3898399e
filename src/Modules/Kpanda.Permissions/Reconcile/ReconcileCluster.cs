using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Kpanda.Clusters;
using Kpanda.Clusters.Errors;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Access;
using Kpanda.Kube;
using Kpanda.KubeModel;
using Kpanda.Permissions.Grants;
using Kpanda.Permissions.Roles;
using Kpanda.Search.Query;

namespace Kpanda.Permissions.Reconcile;

/// <summary>
/// Makes the roles and bindings of one member what the grants say: what is too much goes first, then what is missing or different is written, and nothing else. What is there is
/// taken from the index, so a member in which nothing is to be done is not even asked. Writes with the platform's own credential: the grants are the platform's word.
/// </summary>
internal sealed class ReconcileCluster(GrantBook grants, GrantStates states, IRoleRules roles, IPeople people, IClusters clusters, ObservedGrants observed, GrantMetrics metrics)
{
    private const int AtOnce = 4;
    private static readonly KubeWriteOptions Written = new() { FieldManager = "kpanda" };

    /// <summary>One pass.</summary>
    /// <returns>Whether it is to be tried again.</returns>
    public async Task<ReconcileOutcome> RunAsync(ClusterRecord cluster, CancellationToken cancellationToken)
    {
        if (!observed.IsCurrent(cluster.Name) || !clusters.SystemClient(cluster.Name).TryGet(out var client, out _))
        {
            foreach (var stored in grants.In(cluster.Id)) states.Set(stored.Grant.Id, GrantState.Away(cluster.Name));
            return ReconcileOutcome.Away;
        }

        var member = new Member(clusters, cluster, client, metrics);
        var known = (await observed.BindingsAsync(cluster.Name, grants.Installation, cancellationToken)).ToDictionary(static binding => (binding.Gvr.GroupResource, binding.Key));
        var knownRoles = await observed.RolesAsync(cluster.Name, cancellationToken);

        // NOTE: the grants are read after what is there. Another replica writes what it has stored before: read the other way round, its news would be taken for too much, and taken away.
        await grants.NoticeAsync(cancellationToken);
        var held = grants.In(cluster.Id);
        var wanted = await WantedAsync(cluster, held, cancellationToken);
        await Parallel.ForEachAsync(known.Values.Where(binding => !wanted.ContainsKey((binding.Gvr.GroupResource, binding.Key))), Options(cancellationToken), async (binding, token) =>
            await member.DeleteAsync(binding.Gvr, binding.Key, token));

        var wrongRoles = await RolesAsync(member, knownRoles, held.Count > 0, cancellationToken);
        await Parallel.ForEachAsync(wanted.Values, Options(cancellationToken), async (one, token) =>
        {
            var state = wrongRoles.TryGetValue(one.Grant.Role, out var wrong) ? GrantState.Failed(wrong) : GrantState.Applied;
            if (await PutAsync(member, one, known.GetValueOrDefault((one.Resource.GroupResource, one.Key)), token) is { } failure) state = GrantState.Failed(failure);
            states.Set(one.Grant.Id, state);
        });
        return member.IsDone && wrongRoles.IsEmpty ? ReconcileOutcome.Done : ReconcileOutcome.Failed;
    }

    private static ParallelOptions Options(CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };

    /// <summary>The bindings that are to be; grants for whom there can be none yet are told why.</summary>
    private async Task<Dictionary<(GroupResource, ObjectKey), WantedBinding>> WantedAsync(ClusterRecord cluster, IReadOnlyCollection<StoredGrant> held, CancellationToken cancellationToken)
    {
        var wanted = new Dictionary<(GroupResource, ObjectKey), WantedBinding>();
        foreach (var kind in held.GroupBy(static stored => stored.Grant.SubjectKind, static stored => stored.Grant))
        {
            var names = await people.FindAsync(kind.Key, [.. kind.Select(static grant => grant.SubjectId).Distinct()], cancellationToken);
            foreach (var grant in kind)
            {
                if (!names.TryGetValue(grant.SubjectId, out var subject)) states.Set(grant.Id, GrantState.NoSubject);
                else if (grant.Namespace.Length > 0 && !await observed.HasNamespaceAsync(cluster.Name, grant.Namespace, cancellationToken)) states.Set(grant.Id, GrantState.NoNamespace(grant.Namespace));
                else
                {
                    var one = new WantedBinding(grant, ManagedObjects.Binding(grant, subject.Name, grants.Installation));
                    wanted[(one.Resource.GroupResource, one.Key)] = one;
                }
            }
        }

        return wanted;
    }

    /// <summary>Writes the templates where there are grants, and takes them away where there are none and nobody else's binding needs them.</summary>
    /// <returns>What is wrong with those that could not be brought in order, by name.</returns>
    private async Task<ConcurrentDictionary<string, Error>> RolesAsync(Member member, IReadOnlyDictionary<string, IndexedObject> known, bool areNeeded, CancellationToken cancellationToken)
    {
        var wrong = new ConcurrentDictionary<string, Error>(StringComparer.Ordinal);
        if (!areNeeded)
        {
            var own = known.Where(pair => ManagedObjects.InstallationOf(pair.Value.Body) == grants.Installation).Select(static pair => pair.Key).ToHashSet(StringComparer.Ordinal);
            if (own.Count == 0 || await observed.IsBoundAsync(member.Cluster.Name, own, cancellationToken)) return wrong;
            foreach (var name in own) await member.DeleteAsync(ManagedObjects.ClusterRoles, new ObjectKey("", name), cancellationToken);
            return wrong;
        }

        foreach (var name in RoleTemplates.BuiltIn.Keys)
        {
            var role = ManagedObjects.Role(name, roles.Of(name).Rules, grants.Installation);
            var found = known.GetValueOrDefault(name);
            if (found is not null && ManagedObjects.IsOfAnother(found.Body, grants.Installation))
            {
                // Both would write it in turns.
                if (!ManagedObjects.SaysForAnother(found.Body, role)) wrong[name] = Error.Of(ErrorCode.FailedPrecondition, "grant.failed.role", ("role", name), ("cluster", member.Cluster.Name));
            }
            else if ((found is null || !ManagedObjects.Says(found.Body, role)) && await member.PutAsync(ManagedObjects.ClusterRoles, new ObjectKey("", name), role, found is not null, cancellationToken) is { } failure)
            {
                wrong[name] = failure;
            }
        }

        return wrong;
    }

    private static async Task<Error?> PutAsync(Member member, WantedBinding wanted, IndexedObject? known, CancellationToken cancellationToken)
    {
        if (known is not null && ManagedObjects.Says(known.Body, wanted.Body)) return null;
        if (known is not null && !ManagedObjects.PointsTo(known.Body, wanted.Body))
        {
            if (await member.DeleteAsync(wanted.Resource, wanted.Key, cancellationToken) is { } stuck) return stuck;
            known = null;
        }

        return await member.PutAsync(wanted.Resource, wanted.Key, wanted.Body, known is not null, cancellationToken);
    }

    private sealed record WantedBinding(Grant Grant, JsonObject Body)
    {
        public GroupVersionResource Resource => ManagedObjects.ResourceOf(Grant);

        public ObjectKey Key => ManagedObjects.KeyOf(Grant);
    }

    /// <summary>The member while it is written to.</summary>
    private sealed class Member(IClusters clusters, ClusterRecord cluster, KubeClient client, GrantMetrics metrics)
    {
        private volatile bool _failed;

        public ClusterRecord Cluster => cluster;

        /// <summary>Whether everything that was asked of it was done.</summary>
        public bool IsDone => !_failed;

        /// <summary>Writes an object as a whole. One that is there although the index did not know is looked at first.</summary>
        public async Task<Error?> PutAsync(GroupVersionResource resource, ObjectKey key, JsonObject body, bool isThere, CancellationToken cancellationToken)
        {
            if (IsBeingRemoved) return Stop();
            metrics.Wrote(cluster.Name);
            if (isThere) return Tell((await client.UpdateAsync(resource, key, body, Written, cancellationToken)).Failure);
            var created = await client.CreateAsync(resource, key.Namespace.Length == 0 ? null : key.Namespace, body, Written, cancellationToken);
            if (created.Failure is not { IsConflict: true } conflict) return Tell(created.Failure);
            if (!(await client.GetAsync(resource, key, cancellationToken)).TryGet(out var found, out var failure)) return Tell(failure.IsNotFound ? conflict : failure);
            using var document = found.Parse();
            if (ManagedObjects.Says(document.RootElement, body)) return null;
            metrics.Wrote(cluster.Name);
            if (resource == ManagedObjects.ClusterRoles || ManagedObjects.PointsTo(document.RootElement, body)) return Tell((await client.UpdateAsync(resource, key, body, Written, cancellationToken)).Failure);
            if (await DeleteAsync(resource, key, cancellationToken) is { } stuck) return stuck;
            return Tell((await client.CreateAsync(resource, key.Namespace.Length == 0 ? null : key.Namespace, body, Written, cancellationToken)).Failure);
        }

        /// <summary>Takes an object away; one that is gone already is as good.</summary>
        public async Task<Error?> DeleteAsync(GroupVersionResource resource, ObjectKey key, CancellationToken cancellationToken)
        {
            if (IsBeingRemoved) return Stop();
            metrics.Wrote(cluster.Name);
            var failure = (await client.DeleteAsync(resource, key, KubeDeleteOptions.Default, cancellationToken)).Failure;
            return failure is { IsNotFound: true } ? null : Tell(failure);
        }

        // Whoever cleans up there would find what is written now.
        private bool IsBeingRemoved => clusters.Find(cluster.Name)?.Id != cluster.Id || clusters.Health(cluster.Name).Phase == ClusterPhases.Deleting;

        private Error Stop()
        {
            _failed = true;
            return Error.Of(ErrorCode.FailedPrecondition, "grant.pending.removal", ("cluster", cluster.Name));
        }

        private Error? Tell(KubeFailure? failure)
        {
            if (failure is null) return null;
            _failed = true;
            if (failure.HttpStatus == 403) clusters.DoubtRights(cluster.Name);
            return failure.ToError(cluster.Name);
        }
    }
}

using System.Threading.Channels;
using Kpanda.Clusters;
using Kpanda.Hosting.Paging;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Permissions.Grants;
using Kpanda.Search;
using Kpanda.Search.Query;
using Kpanda.Search.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kpanda.Permissions.Rbac;

/// <summary>Keeps <see cref="ObservedRbac"/> in step with the index: each change of a role or binding is read once, when it comes.</summary>
internal sealed partial class RbacReader(
    ObservedRbac observed, IGrants grants, IClusters clusters, IResourceIndex index, IndexReadiness readiness, TimeProvider time, ILogger<RbacReader> logger) : BackgroundService
{
    private const string Group = "rbac.authorization.k8s.io";
    private static readonly GroupResource Roles = new(Group, "roles");
    private static readonly GroupResource ClusterRoles = new(Group, "clusterroles");
    private static readonly GroupResource RoleBindings = new(Group, "rolebindings");
    private static readonly GroupResource ClusterRoleBindings = new(Group, "clusterrolebindings");
    private static readonly GroupResource[] Kinds = [Roles, ClusterRoles, RoleBindings, ClusterRoleBindings];

    // Nobody tells when the first list of a kind is in: it is looked at.
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    // Looking at a thousand clusters five times a second would be a fifth of what a quiet server does: they are looked at when something came in step, and this often in case something was overheard.
    private static readonly TimeSpan LookAnywayEvery = TimeSpan.FromSeconds(5);

    // What came first is told before the rest of a flood is read.
    private const int ReadTogether = 256;

    private readonly Channel<(string Cluster, GroupResource Resource, ObjectKey Key)> _changed = Channel.CreateUnbounded<(string, GroupResource, ObjectKey)>(new() { SingleReader = true });
    private readonly RuleSetPool _pool = new();
    private long _lookedAt = -1;
    private long _lookedWhen;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Nothing below may hold the start of the host.
        await Task.Yield();
        using var registered = clusters.Subscribe(name => _changed.Writer.TryWrite((name, default, default)));
        var followed = Kinds.Select(Follow).ToArray();
        await using var ticks = time.CreateTimer(_ => _changed.Writer.TryWrite(default), null, TimeSpan.Zero, LookEvery);
        try
        {
            while (await _changed.Reader.WaitToReadAsync(stoppingToken)) await ReadAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
        finally
        {
            foreach (var subscription in followed) subscription.Dispose();
        }
    }

    private IResourceSubscription Follow(GroupResource resource) =>
        index.Subscribe(new ResourceQuery(resource), AccessScope.All, change => _changed.Writer.TryWrite((change.Cluster, resource, change.Key)));

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var news = new News();
        try
        {
            for (var read = 0; read < ReadTogether && _changed.Reader.TryRead(out var change); read++)
            {
                if (change.Cluster is null) await LookAroundAsync(news, cancellationToken);
                else if (change.Resource == default) Registered(change.Cluster, news);
                else if (observed.Find(change.Cluster) is { } known) await ReadAsync(known, change.Resource, change.Key, news, cancellationToken);
            }
        }
        finally
        {
            if (news.Is) observed.Tell(news.Concerns);
        }
    }

    private async Task LookAroundAsync(News news, CancellationToken cancellationToken)
    {
        // What the store is still putting in is told to nobody.
        if (!readiness.IsLoaded) return;
        var version = index.SyncedVersion;
        if (version == _lookedAt && time.GetElapsedTime(_lookedWhen) < LookAnywayEvery) return;
        (_lookedAt, _lookedWhen) = (version, time.GetTimestamp());
        foreach (var record in clusters.List())
        {
            var isSynced = Kinds.All(kind => index.Freshness(record.Name, kind).Synced);
            if (!isSynced && observed.Remove(record.Name)) news.Everybody();
            if (!isSynced || observed.Find(record.Name) is not null) continue;
            var cluster = ObservedCluster.Of(record);
            try
            {
                foreach (var kind in Kinds) await ReadAllAsync(cluster, kind, cancellationToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Log.Failed(logger, failure, record.Name);
                _lookedAt = -1;
                continue;
            }

            observed.Put(cluster);
            news.Everybody();
            Log.Known(logger, record.Name, cluster.Rbac.BindingCount);
        }
    }

    private void Registered(string name, News news)
    {
        var record = clusters.Find(name);
        if (observed.Find(name) is not { } known) return;
        if (record?.Id != known.Id)
        {
            observed.Remove(name);
            _lookedAt = -1;
            news.Everybody();
        }
        else if (ObservedCluster.CanActIn(record) != known.CanAct)
        {
            observed.Put(known with { CanAct = !known.CanAct });
            news.Everybody();
        }
    }

    private async Task ReadAllAsync(ObservedCluster cluster, GroupResource resource, CancellationToken cancellationToken)
    {
        var query = new ResourceQuery(resource) { Clusters = [cluster.Name], Page = new PageRequest(1, PageRequest.MaxPageSize) };
        while (true)
        {
            var page = await index.QueryAsync(query, AccessScope.All, cancellationToken);
            foreach (var obj in page.Items) Put(cluster, resource, obj.Key, obj);
            if (page.Items.Count < PageRequest.MaxPageSize || page.Next is not { } next) return;
            query = query with { After = next };
        }
    }

    // Read as it is now, not as it was told: a change that came twice, or was overtaken, does no harm.
    private async Task ReadAsync(ObservedCluster cluster, GroupResource resource, ObjectKey key, News news, CancellationToken cancellationToken)
    {
        try
        {
            news.For(Put(cluster, resource, key, await index.GetAsync(cluster.Name, resource, key, cancellationToken)));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // It may have been a right that was taken away: the cluster is closed until all of it has been read anew.
            Log.Failed(logger, failure, cluster.Name);
            observed.Remove(cluster.Name);
            _lookedAt = -1;
            news.Everybody();
        }
    }

    private IReadOnlyCollection<RbacSubject> Put(ObservedCluster cluster, GroupResource resource, ObjectKey key, IndexedObject? obj) =>
        resource == Roles || resource == ClusterRoles
            ? cluster.Rbac.PutRole(key, obj is null ? null : _pool.Of(obj.Body))
            : cluster.Rbac.PutBinding(key, obj is null || ManagedBindings.Is(obj.Body, grants.Installation) ? null : RbacBinding.Read(key, obj.Body));

    /// <summary>Whom what was read together concerns.</summary>
    private sealed class News
    {
        private readonly HashSet<RbacSubject> _subjects = [];
        private bool _everybody;

        public bool Is => _everybody || _subjects.Count > 0;

        public IReadOnlySet<RbacSubject>? Concerns => _everybody ? null : _subjects;

        public void Everybody() => _everybody = true;

        public void For(IReadOnlyCollection<RbacSubject> subjects) => _subjects.UnionWith(subjects);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The rights in cluster {Cluster} cannot be read; until they can, it is closed for all but those who manage every cluster")]
        public static partial void Failed(ILogger logger, Exception failure, string cluster);

        [LoggerMessage(LogLevel.Debug, "The rights in cluster {Cluster} are known: {Bindings} bindings of users and groups")]
        public static partial void Known(ILogger logger, string cluster, int bindings);
    }
}

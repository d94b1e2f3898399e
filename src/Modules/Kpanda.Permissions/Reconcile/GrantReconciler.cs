using System.Threading.Channels;
using Kpanda.Clusters;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Permissions.Grants;
using Kpanda.Permissions.Roles;
using Kpanda.Search;
using Kpanda.Search.Query;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kpanda.Permissions.Reconcile;

/// <summary>
/// Keeps what the grants say in step with every member: at once when a grant, a role, a namespace or one of the objects made of them changes, when a cluster is back, and all of
/// them every ten minutes in case something was overheard. A member that refuses is tried again after one second, then two, at most every minute.
/// </summary>
internal sealed partial class GrantReconciler(
    GrantBook grants, GrantStates states, IRoleRules roles, ReconcileCluster reconcile, GrantMetrics metrics, IClusters clusters, IResourceIndex index, TimeProvider time,
    ILogger<GrantReconciler> logger) : BackgroundService
{
    private const int ClustersAtOnce = 8;
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookAtAllEvery = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly Channel<string> _news = Channel.CreateUnbounded<string>(new() { SingleReader = true });
    private readonly Dictionary<string, Waiting> _waiting = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _slots = new(ClustersAtOnce);
    private long _rolesVersion = -1;
    private DateTimeOffset _lookedAtAll;

    /// <inheritdoc />
    public override void Dispose()
    {
        base.Dispose();
        _slots.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Nothing below may hold the start of the host.
        await Task.Yield();
        grants.Changed += OnGrants;
        using var registered = clusters.Subscribe(Note);
        using var bindings = Follow(ManagedObjects.RoleBindings, ManagedObjects.BindingsOf(grants.Installation));
        using var clusterBindings = Follow(ManagedObjects.ClusterRoleBindings, ManagedObjects.BindingsOf(grants.Installation));
        using var templates = Follow(ManagedObjects.ClusterRoles, LabelSelector.Of(new LabelRequirement(RoleTemplates.Label, LabelOperator.Exists, [])));
        using var namespaces = index.Subscribe(new ResourceQuery(new("", "namespaces")), AccessScope.All, OnNamespace);
        await using var ticks = time.CreateTimer(_ => _news.Writer.TryWrite(""), null, Tick, Tick);
        try
        {
            while (await _news.Reader.WaitToReadAsync(stoppingToken))
            {
                while (_news.Reader.TryRead(out var name))
                {
                    if (name.Length > 0) Of(name).IsDirty = true;
                    else LookAround();
                }

                foreach (var (name, waiting) in _waiting.ToArray()) Start(name, waiting, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
        finally
        {
            grants.Changed -= OnGrants;
            await Task.WhenAll(_waiting.Values.Select(static waiting => waiting.Running));
        }
    }

    private Waiting Of(string name) => _waiting.TryGetValue(name, out var known) ? known : _waiting[name] = new Waiting();

    private void Note(string cluster) => _news.Writer.TryWrite(cluster);

    private IResourceSubscription Follow(GroupVersionResource resource, LabelSelector labels) =>
        index.Subscribe(new ResourceQuery(resource.GroupResource) { Labels = labels }, AccessScope.All, change => Note(change.Cluster));

    private void OnNamespace(ResourceChange change)
    {
        if (change.Kind != ResourceChangeKind.Modified) Note(change.Cluster);
    }

    private void OnGrants(IReadOnlySet<Guid> changed)
    {
        foreach (var cluster in clusters.List())
            if (changed.Contains(cluster.Id)) Note(cluster.Name);
    }

    private void LookAround()
    {
        var now = time.GetUtcNow();
        states.Keep(id => grants.Find(id) is not null);
        if (roles.Version == _rolesVersion && now - _lookedAtAll < LookAtAllEvery) return;
        (_rolesVersion, _lookedAtAll) = (roles.Version, now);
        foreach (var cluster in clusters.List()) Of(cluster.Name).IsDirty = true;
    }

    private void Start(string name, Waiting waiting, CancellationToken cancellationToken)
    {
        if (!waiting.IsDirty || !waiting.Running.IsCompleted || time.GetUtcNow() < waiting.NotBefore) return;
        if (clusters.Find(name) is not { } cluster)
        {
            _waiting.Remove(name);
            metrics.Forget(name);
            return;
        }

        waiting.IsDirty = false;
        waiting.Running = RunAsync(cluster, waiting, cancellationToken);
    }

    private async Task RunAsync(ClusterRecord cluster, Waiting waiting, CancellationToken cancellationToken)
    {
        var outcome = ReconcileOutcome.Failed;
        try
        {
            await _slots.WaitAsync(cancellationToken);
            try
            {
                outcome = await reconcile.RunAsync(cluster, cancellationToken);
            }
            finally
            {
                _slots.Release();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
        catch (Exception failure)
        {
            Log.Failed(logger, failure, cluster.Name);
        }

        metrics.Passed(cluster.Name, outcome);
        waiting.Wait = outcome switch
        {
            ReconcileOutcome.Done => TimeSpan.Zero,
            ReconcileOutcome.Away => Tick,
            _ => TimeSpan.FromTicks(Math.Min(LongestWait.Ticks, Math.Max(Tick.Ticks, waiting.Wait.Ticks * 2))),
        };
        waiting.NotBefore = time.GetUtcNow() + waiting.Wait;
        if (outcome != ReconcileOutcome.Done) waiting.IsDirty = true;
        else if (waiting.IsDirty) Note(cluster.Name);
    }

    /// <summary>A cluster, and when it is looked at next.</summary>
    private sealed class Waiting
    {
        public volatile bool IsDirty;

        public Task Running { get; set; } = Task.CompletedTask;

        public TimeSpan Wait { get; set; }

        public DateTimeOffset NotBefore { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The grants in cluster {Cluster} could not be brought in step; trying again")]
        public static partial void Failed(ILogger logger, Exception failure, string cluster);
    }
}

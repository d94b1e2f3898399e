using Kpanda.Kube;
using Kpanda.Kube.Reflect;
using Kpanda.KubeModel;
using Kpanda.Search.Index;

namespace Kpanda.Search.Sync;

/// <summary>Keeps one kind of one member in step, until cancelled.</summary>
internal sealed class KindSync(string cluster, ApiResource resource, KubeClient client, KindSyncState state, SyncContext context, SemaphoreSlim clusterLists)
{
    private bool _ran;

    public GroupVersionResource Gvr => resource.Gvr;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var table = context.Index.Table(Gvr.GroupResource);
        using var sink = new KindSink(cluster, Gvr, table, state, context, clusterLists);
        if (!_ran && state.ResumeFrom(Gvr.Version) is not null)
            await Task.Delay(context.Options.ResumeSpreadPerCluster * context.Board.ClusterCount * Random.Shared.NextDouble(), context.Time, cancellationToken);
        _ran = true;
        if (table.CountOf(cluster) == 0) await WaitForObjectsAsync(cancellationToken);
        context.Gates.WatchBegan();
        state.IsWatched = true;
        try
        {
            await new ResourceReflector(context.Time, context.Reflector with { FieldSelector = context.Options.SelectorOf(resource) }).RunAsync(client, Gvr, state.ResumeFrom(Gvr.Version), sink, cancellationToken);
        }
        finally
        {
            state.IsWatched = false;
            context.Gates.WatchEnded();
        }
    }

    // Most of what a member serves is empty. While watches are scarce such a kind costs one small question now and then. Its answer is a position as good as that of a list: the watch that
    // follows, now or after a restart, begins there and nothing needs to be listed.
    private async Task WaitForObjectsAsync(CancellationToken cancellationToken)
    {
        while (!context.Options.AlwaysWatched.Contains(Gvr.GroupResource) && !context.Gates.HasWatchesLeft)
        {
            var wake = context.Board.NextWake(Gvr.GroupResource);
            if (context.Board.IsInteresting(Gvr.GroupResource)) return;
            var every = context.Board.IsAsked(Gvr.GroupResource) ? context.Options.PollEmptyEvery : context.Options.PollUnaskedEvery;
            var answer = await client.ListAsync(Gvr, null, new KubeListOptions { Limit = 1, FieldSelector = context.Options.SelectorOf(resource) }, cancellationToken);
            if (!answer.TryGet(out var page, out var failure))
            {
                state.Failing(FailureReason.Of(failure), failure.Message);
                if (failure.HttpStatus == 403) context.Refused(cluster);
                every = context.Options.PollEmptyEvery;
            }
            else if (page.Items.Count > 0)
            {
                return;
            }
            else
            {
                // In step only once the store knows from where: whoever stops then resumes there.
                await context.Store.WriteAsync(cluster, context.ClusterId, Gvr, [], page.ResourceVersion, cancellationToken);
                state.Reached(Gvr.Version, page.ResourceVersion);
                state.Listed();
                state.Live();
            }

            await WaitAsync(wake, every, cancellationToken);
        }
    }

    private async Task WaitAsync(Task wake, TimeSpan every, CancellationToken cancellationToken)
    {
        try
        {
            await wake.WaitAsync(Jitter.Around(every), context.Time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return;
        }

        // Somebody asked, and all members that have none of it are asked in turn: not all at this moment.
        if (!context.Board.IsInteresting(Gvr.GroupResource)) await Task.Delay(context.Options.PollSpread * Random.Shared.NextDouble(), context.Time, cancellationToken);
    }
}

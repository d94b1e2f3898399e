using System.Text.Json;
using Kpanda.Clusters.Live;
using Kpanda.Clusters.Tests.Fakes;
using Kpanda.Hosting.Live;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Kpanda.Clusters.Tests.Live;

public sealed class ClusterLiveTests
{
    [Fact]
    public async Task List_FollowsWhatIsImportedChangedAndRemoved()
    {
        await using var cluster = await FakeCluster.StartAsync();
        await using var host = await TestHost.StartAsync();
        var sink = new Sink();
        await using var feed = await OpenAsync(host, "/apis/kpanda.io/v1alpha1/clusters", "", sink, TestHost.Administrator);
        await host.ImportAsync("prod", cluster.Kubeconfig);
        await host.UntilAsync(() => sink.Changes.Any(change => change.Kind == LiveChangeKind.Modified), "the phase to come");
        sink.Changes[0].Kind.ShouldBe(LiveChangeKind.Added);
        sink.Changes[0].Key.ShouldBe("prod//prod");
        feed.Total.ShouldBe(1);
        using var row = JsonDocument.Parse(await sink.Changes[^1].RowAsync());
        row.RootElement.GetProperty("status").GetProperty("phase").GetString().ShouldBe("Running");
        await host.SendAsync(HttpMethod.Delete, "/clusters/prod");
        sink.Changes[^1].Kind.ShouldBe(LiveChangeKind.Removed);
        feed.Total.ShouldBe(0);
    }

    [Fact]
    public async Task FilteredList_LosesARowThatNoLongerMatches()
    {
        await using var cluster = await FakeCluster.StartAsync();
        await using var host = await TestHost.StartAsync();
        await host.ImportAsync("prod", cluster.Kubeconfig);
        await host.UntilAsync(() => host.Clusters.Health("prod").Phase == "Running", "the phase Running");
        var sink = new Sink();
        await using var feed = await OpenAsync(host, "/apis/kpanda.io/v1alpha1/clusters", "?phase=Running", sink, TestHost.Administrator);
        feed.Total.ShouldBe(1);
        cluster.Failing = 500;
        await host.UntilAsync(() => feed.Total == 0, "the row to leave");
        sink.Changes[^1].Kind.ShouldBe(LiveChangeKind.Removed);
    }

    [Fact]
    public async Task Rights_TrimTheFeedAndAreAskedAgain()
    {
        await using var cluster = await FakeCluster.StartAsync();
        await using var host = await TestHost.StartAsync();
        await host.ImportAsync("prod", cluster.Kubeconfig);
        var sink = new Sink();
        await using var feed = await OpenAsync(host, "/apis/kpanda.io/v1alpha1/clusters", "", sink, TestHost.Visitor);
        feed.Total.ShouldBe(0);
        host.Authorizer.Scope = AccessScope.Of(["prod"], []);
        (await feed.RecheckAsync(TestContext.Current.CancellationToken)).ShouldBeNull();
        feed.Total.ShouldBe(1);
        sink.Resyncs.ShouldBe(1);
    }

    [Fact]
    public async Task RowsThatWereReadBefore_AreToldAsTheyAre()
    {
        await using var host = await TestHost.StartAsync();
        var sink = new Sink();
        await using var feed = await OpenAsync(host, "/apis/kpanda.io/v1alpha1/clusters", "", sink, TestHost.Administrator);

        await feed.CatchUpAsync([new("nobody//nobody", "1"), new("other//other", null)], TestContext.Current.CancellationToken);

        sink.Changes.Select(change => (change.Kind, change.Key)).ShouldBe([(LiveChangeKind.Removed, "nobody//nobody")]);
    }

    [Fact]
    public async Task UnknownCluster_AndOtherPaths_AreNotFollowed()
    {
        await using var host = await TestHost.StartAsync();
        var source = (ClusterLiveSource)host.Get<ILiveSource>();
        (await source.TryOpenAsync(Request("/apis/kpanda.io/v1alpha1/clusters/prod/pods", "", TestHost.Administrator), new Sink(), TestContext.Current.CancellationToken)).ShouldBeNull();
        (await source.TryOpenAsync(Request("/apis/kpanda.io/v1alpha1/clusters/nobody", "", TestHost.Administrator), new Sink(), TestContext.Current.CancellationToken))!.Value.Error!.Reason.ShouldBe("cluster.unknown");
        (await source.TryOpenAsync(Request("/apis/kpanda.io/v1alpha1/clusters", "?phase=x", TestHost.Administrator), new Sink(), TestContext.Current.CancellationToken))!.Value.Error!.Field.ShouldBe("phase");
    }

    private static async Task<ILiveFeed> OpenAsync(TestHost host, string path, string query, Sink sink, Person person)
    {
        var opened = await host.Get<ILiveSource>().TryOpenAsync(Request(path, query, person), sink, TestContext.Current.CancellationToken);
        return opened.ShouldNotBeNull().Value;
    }

    private static LiveRequest Request(string path, string query, Person person)
    {
        var context = new DefaultHttpContext();
        context.Features.Set(person);
        return new LiveRequest(context, path, new QueryCollection(QueryHelpers.ParseQuery(query)), Language.English);
    }

    private sealed class Sink : ILiveSink
    {
        private readonly List<LiveChange> _changes = [];

        public int Resyncs { get; private set; }

        public IReadOnlyList<LiveChange> Changes
        {
            get
            {
                lock (_changes) return [.. _changes];
            }
        }

        public void Push(LiveChange change)
        {
            lock (_changes) _changes.Add(change);
        }

        public void CatchUp(LiveChange change) => Push(change);

        public void Resync() => Resyncs++;

        public void Recheck()
        {
        }
    }
}

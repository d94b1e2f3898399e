using System.Net;
using Kpanda.Clusters.Tests.Fakes;

namespace Kpanda.Clusters.Tests.Remove;

public sealed class RemoveClusterTests : IAsyncLifetime
{
    private FakeCluster _cluster = null!;
    private TestHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync();
        _cluster = await FakeCluster.StartAsync();
        (await _host.ImportAsync("alpha", _cluster.Kubeconfig)).Status.ShouldBe(HttpStatusCode.OK);
        await _host.UntilAsync(() => _host.Clusters.Health("alpha").Phase == "Running", "the cluster to run");
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Leftovers_AreListedBeforeAndNothingIsTouched()
    {
        _cluster.Answers["/api/v1/namespaces/insight-system"] = (200, """{"kind":"Namespace","apiVersion":"v1","metadata":{"name":"insight-system"}}""");
        var (status, body) = await _host.SendAsync(HttpMethod.Post, "/clusters/alpha/validate", new { });
        status.ShouldBe(HttpStatusCode.OK, body.ToString());
        var left = body.GetProperty("leftovers").EnumerateArray().Single();
        (left.GetProperty("kind").GetString(), left.GetProperty("name").GetString()).ShouldBe(("ClusterRoleBinding", "kpanda:platform-admins"));
        left.GetProperty("isCleanable").GetBoolean().ShouldBeTrue();
        body.GetProperty("dceComponents").GetProperty("insight-system").GetBoolean().ShouldBeTrue();
        body.GetProperty("dceComponents").GetProperty("kpanda-system").GetBoolean().ShouldBeFalse();
        _cluster.Binding.ShouldNotBeNull();
    }

    [Fact]
    public async Task RemovalWithCleaning_TakesEverythingAwayAndTellsWhat()
    {
        var told = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = _host.Clusters.Subscribe(name => { if (_host.Clusters.Find(name) is null) told.TrySetResult(name); });
        var (status, body) = await _host.SendAsync(HttpMethod.Delete, "/clusters/alpha", new { deleteKpandaNamespace = true });
        status.ShouldBe(HttpStatusCode.OK, body.ToString());
        body.GetProperty("cleaned")[0].GetProperty("name").GetString().ShouldBe("kpanda:platform-admins");
        body.GetProperty("leftovers").GetArrayLength().ShouldBe(0);
        (await told.Task.WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken)).ShouldBe("alpha");
        _cluster.Binding.ShouldBeNull();
        (await _host.SendAsync(HttpMethod.Get, "/clusters/alpha")).Status.ShouldBe(HttpStatusCode.NotFound);
        _host.Clusters.SystemClient("alpha").Error.ShouldNotBeNull();
        (await _host.SendAsync(HttpMethod.Delete, "/clusters/alpha")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task RemovalWithoutCleaning_AsksNothingOfTheMember()
    {
        (await _host.SendAsync(HttpMethod.Delete, "/clusters/alpha")).Status.ShouldBe(HttpStatusCode.OK);
        _cluster.Binding.ShouldNotBeNull();
        _host.Clusters.List().ShouldBeEmpty();
    }

    [Fact]
    public async Task CleaningThatFails_KeepsTheClusterAndSaysWhy()
    {
        _cluster.RefusesDeletes = true;
        var (status, body) = await _host.SendAsync(HttpMethod.Delete, "/clusters/alpha", new { deleteKpandaNamespace = true });
        status.ShouldBe(HttpStatusCode.BadRequest);
        body.GetProperty("message").GetString()!.ShouldContain("ClusterRoleBinding kpanda:platform-admins: not allowed to delete");
        var shown = (await _host.SendAsync(HttpMethod.Get, "/clusters?phase=DeleteFailed", language: "zh")).Body.GetProperty("items")[0].GetProperty("status");
        shown.GetProperty("phase").GetString().ShouldBe("DeleteFailed");
        shown.GetProperty("conditions")[0].GetProperty("message").GetString()!.ShouldContain("清理失败");

        // Without cleaning it goes.
        (await _host.SendAsync(HttpMethod.Delete, "/clusters/alpha")).Status.ShouldBe(HttpStatusCode.OK);
        _host.Clusters.List().ShouldBeEmpty();
    }

    [Fact]
    public async Task MemberThatIsAway_CanBeRemovedWithoutCleaning()
    {
        await _cluster.DisposeAsync();
        var (status, body) = await _host.SendAsync(HttpMethod.Delete, "/clusters/alpha", new { deleteKpandaNamespace = true });
        status.ShouldBe(HttpStatusCode.BadRequest, body.ToString());
        _host.Clusters.Find("alpha").ShouldNotBeNull();
        (await _host.SendAsync(HttpMethod.Delete, "/clusters/alpha", new { deleteKpandaNamespace = false })).Status.ShouldBe(HttpStatusCode.OK);
        _host.Clusters.List().ShouldBeEmpty();
    }
}

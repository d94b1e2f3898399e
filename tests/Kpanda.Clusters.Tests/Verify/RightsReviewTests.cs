using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kpanda.Clusters.Tests.Fakes;

namespace Kpanda.Clusters.Tests.Verify;

/// <summary>What the credential may do is asked again: now and then, after refusals, and when somebody wants to know now.</summary>
public sealed class RightsReviewTests
{
    private const string Bound = ClusterConditions.AdministratorsBound;

    [Fact]
    public async Task RightsThatComeAndGo_ShowByThemselves()
    {
        await using var member = await FakeCluster.StartAsync();
        await using var host = await TestHost.StartAsync(TestHost.Quick with { RightsEvery = TimeSpan.FromMilliseconds(100) });
        await host.ImportAsync("alpha", member.Kubeconfig);
        var imported = Condition(host, ClusterConditions.CanList);
        imported.Status.ShouldBe(true);

        member.Deny("list");
        await host.UntilAsync(() => Condition(host, ClusterConditions.CanList).Status == false, "the right has gone");
        var gone = Condition(host, ClusterConditions.CanList);
        gone.Reason.ShouldBe("cluster.condition.list");
        gone.Since.ShouldBeGreaterThan(imported.Since);
        Condition(host, ClusterConditions.CanWatch).Since.ShouldBe(Condition(host, ClusterConditions.CanBind).Since);

        member.Allow("list");
        member.Unbind();
        await host.UntilAsync(() => Condition(host, ClusterConditions.CanList).Status == true && Condition(host, Bound) is { Status: false, Reason: "cluster.condition.gone" }, "the right is back, the binding has gone");
        member.Binding.ShouldBeNull(); // Looking changes nothing there.
    }

    [Fact]
    public async Task Refusal_IsReasonToAskWithTheNextProbe()
    {
        await using var member = await FakeCluster.StartAsync();
        await using var host = await TestHost.StartAsync();
        await host.ImportAsync("alpha", member.Kubeconfig);
        member.Deny("watch");
        host.Clusters.DoubtRights("nobody");
        host.Clusters.DoubtRights("alpha");
        await host.UntilAsync(() => Condition(host, ClusterConditions.CanWatch).Status == false, "the right has gone");
    }

    [Fact]
    public async Task ConditionsThatChanged_AreKeptOverARestart()
    {
        var folder = Directory.CreateTempSubdirectory("kpanda-rights-").FullName;
        await using var member = await FakeCluster.StartAsync();
        try
        {
            DateTimeOffset since;
            await using (var host = await TestHost.StartAsync(folder: folder))
            {
                await host.ImportAsync("alpha", member.Kubeconfig);
                member.Deny("bind");
                (await CheckAsync(host)).Status.ShouldBe(HttpStatusCode.OK);
                since = Condition(host, ClusterConditions.CanBind).Since;
            }

            await using var again = await TestHost.StartAsync(folder: folder);
            Condition(again, ClusterConditions.CanBind).ShouldSatisfyAllConditions(one => one.Status.ShouldBe(false), one => one.Since.ShouldBe(since));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task CheckAgain_AnswersWithTheRightsAsTheyAreAndPutsTheBindingBack()
    {
        await using var member = await FakeCluster.StartAsync();
        await using var host = await TestHost.StartAsync();
        await host.ImportAsync("alpha", member.Kubeconfig);
        member.Deny("impersonate");
        member.Unbind();
        var (status, body) = await CheckAsync(host);
        status.ShouldBe(HttpStatusCode.OK, body.ToString());
        var conditions = body.GetProperty("cluster").GetProperty("status").GetProperty("conditions").EnumerateArray().ToDictionary(one => one.GetProperty("type").GetString()!, one => one.GetProperty("status").GetString());
        conditions[ClusterConditions.CanImpersonate].ShouldBe("False");
        conditions[Bound].ShouldBe("True");
        member.Binding.ShouldNotBeNull();
        host.Clusters.ClientAs("alpha", TestHost.Visitor).Error.ShouldNotBeNull().Reason.ShouldBe("cluster.cannot.impersonate");
    }

    [Fact]
    public async Task CheckAgain_OfAMemberThatIsAwaySaysSoAndForgetsNothing()
    {
        await using var member = await FakeCluster.StartAsync();
        await using var host = await TestHost.StartAsync();
        await host.ImportAsync("alpha", member.Kubeconfig);
        member.Failing = 500;
        (await CheckAsync(host)).Status.ShouldNotBe(HttpStatusCode.OK);
        Condition(host, ClusterConditions.CanList).Status.ShouldBe(true);
        (await CheckAsync(host, "nobody")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task CheckAgain_NeedsTheRightToChangeTheCluster()
    {
        await using var member = await FakeCluster.StartAsync();
        await using var host = await TestHost.StartAsync();
        await host.ImportAsync("alpha", member.Kubeconfig);
        (await CheckAsync(host, asVisitor: true)).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static ClusterCondition Condition(TestHost host, string type) => host.Clusters.Find("alpha")!.Conditions.Single(one => one.Type == type);

    private static async Task<(HttpStatusCode Status, JsonElement Body)> CheckAsync(TestHost host, string name = "alpha", bool asVisitor = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/clusters/{name}/check");
        if (asVisitor) request.Headers.Add("X-Visitor", "1");
        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }
}

using System.Net;
using System.Text.Json;
using Kpanda.Clusters.Tests.Fakes;
using Kpanda.Identity.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Clusters.Tests.Lists;

public sealed class ListAndChangeTests : IAsyncLifetime
{
    private readonly List<FakeCluster> _clusters = [];
    private TestHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync(more: services => services.AddSingleton<IClusterFacts>(new Facts()));
        foreach (var (name, env) in new[] { ("alpha", "prod"), ("beta", "test"), ("gamma", "prod") })
        {
            var cluster = await FakeCluster.StartAsync();
            _clusters.Add(cluster);
            var request = new { name, aliasName = $"The {name}", labels = new Dictionary<string, string> { ["env"] = env }, kubeConfigString = cluster.Kubeconfig };
            (await _host.SendAsync(HttpMethod.Post, "/clusters", request)).Status.ShouldBe(HttpStatusCode.OK);
        }

        await _host.UntilAsync(() => _host.Clusters.List().All(cluster => _host.Clusters.Health(cluster.Name).Phase == "Running"), "all to run");
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        foreach (var cluster in _clusters) await cluster.DisposeAsync();
    }

    [Theory]
    [InlineData("", "alpha,beta,gamma")]
    [InlineData("?name=beta", "beta")]
    [InlineData("?name=bet", "")]
    [InlineData("?fuzzyName=ET", "beta")]
    [InlineData("?fuzzyName=the%20g", "gamma")]
    [InlineData("?phase=Running", "alpha,beta,gamma")]
    [InlineData("?phase=Failed", "")]
    [InlineData("?phase=CLUSTER_PHASE_UNSPECIFIED", "alpha,beta,gamma")]
    [InlineData("?labelSelector=env%3Dprod", "alpha,gamma")]
    [InlineData("?labelSelector=env%20notin%20(prod)", "beta")]
    [InlineData("?kubernetesVersion=1.34", "alpha,beta,gamma")]
    [InlineData("?kubernetesVersion=1.35", "")]
    [InlineData("?sortBy=field_name&sortDir=desc", "gamma,beta,alpha")]
    [InlineData("?sortBy=created_at&sortDir=asc", "alpha,beta,gamma")]
    [InlineData("?sortBy=created_at", "gamma,beta,alpha")]
    [InlineData("?page=2&pageSize=2", "gamma")]
    [InlineData("?page=0&pageSize=0", "alpha,beta,gamma")]
    [InlineData("?page=9", "")]
    [InlineData("?role=CLUSTER_ROLE_MANAGER", "")]
    [InlineData("?fieldSelector=metadata.name%3Dbeta", "beta")]
    [InlineData("?fieldSelector=metadata.name!%3Dbeta,status.phase%3DRunning", "alpha,gamma")]
    [InlineData("?fieldSelector=spec.provider%3DAWS_EKS", "")]
    [InlineData("?showVirtualCluster=true&showShimCluster=false&excludeMetrics=true", "alpha,beta,gamma")]
    public async Task Filters_Trim(string query, string expected)
    {
        var (status, body) = await _host.SendAsync(HttpMethod.Get, $"/clusters{query}");
        status.ShouldBe(HttpStatusCode.OK, body.ToString());
        string.Join(",", Names(body)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("?page=-1", "page")]
    [InlineData("?pageSize=1001", "pageSize")]
    [InlineData("?phase=Sleepy", "phase")]
    [InlineData("?sortBy=colour", "sortBy")]
    [InlineData("?sortDir=up", "sortDir")]
    [InlineData("?labelSelector=a%20b%20c", "labelSelector")]
    [InlineData("?fieldSelector=a%3Db", "fieldSelector")]
    [InlineData("?fieldSelector=nonsense", "fieldSelector")]
    [InlineData("?excludeMetrics=perhaps", "excludeMetrics")]
    [InlineData("?showShimCluster=1", "showShimCluster")]
    public async Task BadParameter_IsNamed(string query, string field)
    {
        var (status, body) = await _host.SendAsync(HttpMethod.Get, $"/clusters{query}");
        status.ShouldBe(HttpStatusCode.BadRequest);
        body.GetProperty("details")[0].GetProperty("field").GetString().ShouldBe(field);
    }

    [Theory]
    [InlineData("", 3)]
    [InlineData("?filterByStrategy=true", 3)]
    [InlineData("?showVirtualCluster=true&showShimCluster=true", 3)]
    [InlineData("?filterBySnapshot=false", 3)]
    [InlineData("?filterBySnapshot=true", 0)]
    public async Task Summary_TakesThePublishedParameters(string query, int clusters)
    {
        var (status, body) = await _host.SendAsync(HttpMethod.Get, $"/clustersummary{query}");

        status.ShouldBe(HttpStatusCode.OK, body.ToString());
        body.GetProperty("clusterSummary").GetArrayLength().ShouldBe(clusters);
    }

    [Fact]
    public async Task Summary_RefusesAParameterThatIsNoYesOrNo() =>
        (await _host.SendAsync(HttpMethod.Get, "/clustersummary?filterBySnapshot=perhaps")).Status.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task Visitor_SeesOnlyClustersThatAreOpen()
    {
        (await _host.SendAsync(HttpMethod.Get, "/clusters", asVisitor: true)).Body.GetProperty("pagination").GetProperty("total").GetInt32().ShouldBe(0);
        _host.Authorizer.Scope = AccessScope.Of([], [("beta", "shop")]);
        var (status, body) = await _host.SendAsync(HttpMethod.Get, "/clusters", asVisitor: true);
        status.ShouldBe(HttpStatusCode.OK);
        Names(body).ShouldBe(["beta"]);
        (await _host.SendAsync(HttpMethod.Get, "/clusters/beta", asVisitor: true)).Status.ShouldBe(HttpStatusCode.OK);
        (await _host.SendAsync(HttpMethod.Get, "/clusters/alpha", asVisitor: true)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _host.SendAsync(HttpMethod.Get, "/clustersummary", asVisitor: true)).Body.GetProperty("clusterSummary").GetArrayLength().ShouldBe(1);
        (await _host.SendAsync(HttpMethod.Put, "/clusters/beta", new { aliasName = "x" }, asVisitor: true)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await _host.SendAsync(HttpMethod.Delete, "/clusters/beta", asVisitor: true)).Status.ShouldBe(HttpStatusCode.Forbidden);
        _host.Clusters.Find("beta")!.Alias.ShouldBe("The beta");
    }

    [Fact]
    public async Task Row_ShowsWhatTheIndexKnows()
    {
        var (_, body) = await _host.SendAsync(HttpMethod.Get, "/clusters/alpha");
        var status = body.GetProperty("status");
        status.GetProperty("nodeSummary").GetProperty("totalNum").GetInt32().ShouldBe(5);
        status.GetProperty("nodeSummary").GetProperty("readyNum").GetInt32().ShouldBe(4);
        status.GetProperty("resourceSummary").GetProperty("allocatable").GetProperty("cpu").GetString().ShouldBe("16");
        (await _host.SendAsync(HttpMethod.Get, "/clusters/beta")).Body.GetProperty("status").TryGetProperty("nodeSummary", out _).ShouldBeFalse();
        (await _host.SendAsync(HttpMethod.Get, "/clusters/alpha?excludeMetrics=true")).Body.GetProperty("status").TryGetProperty("nodeSummary", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task WhereAClusterStandsAndWhatItIs_AreKeptAsWritten()
    {
        var written = new { region = "华东", zone = "cn-shanghai-b", describe = "Two lines,\nin order.", annotations = new Dictionary<string, string> { ["acme.example/owner"] = "team shop" } };
        var (status, body) = await _host.SendAsync(HttpMethod.Put, "/clusters/alpha", written);
        status.ShouldBe(HttpStatusCode.OK, body.ToString());
        var spec = (await _host.SendAsync(HttpMethod.Get, "/clusters/alpha")).Body.GetProperty("spec");
        (spec.GetProperty("region").GetString(), spec.GetProperty("zone").GetString(), spec.GetProperty("describe").GetString()).ShouldBe((written.region, written.zone, written.describe));
        _host.Clusters.Find("alpha")!.Annotations["acme.example/owner"].ShouldBe("team shop");
        (await _host.SendAsync(HttpMethod.Put, "/clusters/alpha", new { zone = "a\tb" })).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Change_KeepsWhatIsNotNamed()
    {
        var version = _host.Clusters.Find("alpha")!.Version;
        var (status, body) = await _host.SendAsync(HttpMethod.Put, "/clusters/alpha", new { aliasName = "", region = "east" });
        status.ShouldBe(HttpStatusCode.OK, body.ToString());
        var record = _host.Clusters.Find("alpha")!;
        (record.Alias, record.Region, record.Labels["env"]).ShouldBe(("", "east", "prod"));
        record.Version.ShouldBeGreaterThan(version);
        (status, body) = await _host.SendAsync(HttpMethod.Put, "/clusters/alpha/labels", new { labels = new Dictionary<string, string> { ["tier"] = "1" } });
        status.ShouldBe(HttpStatusCode.OK);
        _host.Clusters.Find("alpha")!.Labels.Keys.ShouldBe(["tier"]);
        (await _host.SendAsync(HttpMethod.Put, "/clusters/alpha", new { provider = "NOPE" })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await _host.SendAsync(HttpMethod.Put, "/clusters/nobody", new { region = "x" })).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task MemberThatFails_IsFailedWithWordsAndRunsAgainAtItsFirstAnswer()
    {
        _clusters[0].Failing = 500;
        await _host.UntilAsync(() => _host.Clusters.Health("alpha").Phase == "Failed", "the phase Failed");
        var (_, body) = await _host.SendAsync(HttpMethod.Get, "/clusters/alpha", language: "zh");
        var ready = body.GetProperty("status").GetProperty("conditions").EnumerateArray().Single(condition => condition.GetProperty("type").GetString() == "Ready");
        ready.GetProperty("status").GetString().ShouldBe("False");
        ready.GetProperty("message").GetString()!.ShouldContain("自身出现故障");
        _host.Clusters.Health("beta").Phase.ShouldBe("Running");
        _clusters[0].Failing = null;
        await _host.UntilAsync(() => _host.Clusters.Health("alpha").Phase == "Running", "the phase Running again");
    }

    [Fact]
    public async Task MemberThatIsGone_BecomesUnknownAndKeepsItsLastContact()
    {
        await _clusters[0].DisposeAsync();
        await _host.UntilAsync(() => _host.Clusters.Health("alpha").Phase == "Unknown", "the phase Unknown");
        var health = _host.Clusters.Health("alpha");
        health.Reason.ShouldBe("member.connect");
        health.LastContact.ShouldNotBeNull();
        health.KubernetesVersion.ShouldBe("v1.34.1");
    }

    private static IEnumerable<string?> Names(JsonElement page) => page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("metadata").GetProperty("name").GetString());

    private sealed class Facts : IClusterFacts
    {
        public ClusterFacts? Find(string cluster) =>
            cluster == "alpha" ? new ClusterFacts { Nodes = new(5, 4), Allocatable = new Dictionary<string, string> { ["cpu"] = "16" } } : null;
    }
}

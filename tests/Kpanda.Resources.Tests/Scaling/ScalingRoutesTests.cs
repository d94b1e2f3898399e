using System.Text.Json;
using Kpanda.KubeModel;
using Kpanda.Resources.Tests.Fakes;

namespace Kpanda.Resources.Tests.Scaling;

public sealed class ScalingRoutesTests(SharedSite shared) : IClassFixture<SharedSite>
{
    private const string Override = "/clusters/prod/clusterresourceoverride";

    private static readonly ApiResource Overrides = new(new("operator.autoscaling.openshift.io", "v1", "clusterresourceoverrides"), "ClusterResourceOverride", false, ["get"]);

    private readonly ResourcesSite _site = shared.Fresh();

    [Theory]
    [InlineData("POST", """{"spec":{"podResourceOverride":{"spec":{"memoryRequestToLimitPercent":50,"cpuRequestToLimitPercent":25}}},"apiVersion":"operator.autoscaling.openshift.io/v1","kind":"ClusterResourceOverride","metadata":{"name":"cluster"}}""")]
    [InlineData("PUT", """{"spec":{"podResourceOverride":{"spec":{"memoryRequestToLimitPercent":50,"cpuRequestToLimitPercent":25}}}}""")]
    public async Task Override_IsWrittenAsItsOperatorHasIt(string method, string expected)
    {
        _site.Index.Served.Add(Overrides);
        try
        {
            var (status, body) = await _site.SendAsync(new HttpMethod(method), Override, new { data = new { memoryRequestToLimitPercent = 50, cpuRequestToLimitPercent = 25 } });

            status.ShouldBe(200, body.ToString());
            body.ToString().ShouldBe("""{"memoryRequestToLimitPercent":50,"cpuRequestToLimitPercent":25}""");
            _site.Member.Calls.ShouldHaveSingleItem().Body.ShouldBe(expected);
        }
        finally
        {
            _site.Index.Served.Remove(Overrides);
        }
    }

    [Fact]
    public async Task Override_IsRefusedOutOfRangeAndWhereTheOperatorIsAbsent()
    {
        var (status, body) = await _site.SendAsync(HttpMethod.Put, Override, new { data = new { cpuRequestToLimitPercent = 101 } });
        (status, body.GetProperty("details")[0].GetProperty("reason").GetString()).ShouldBe((400, "override.percent"));

        (status, body) = await _site.GetAsync($"{Override}/cluster");
        (status, body.GetProperty("details")[0].GetProperty("reason").GetString()).ShouldBe((404, "object.notServed"));
    }

    [Theory]
    [InlineData("?kind=Pod", """["requests","sessions"]""")]
    [InlineData("?kind=KIND_UNSPECIFIED", """["latency","requests","sessions"]""")]
    public async Task Metrics_AreThoseThatTheAdapterServes(string query, string expected)
    {
        _site.Member.Answer = call => (200, call.Target == "/apis/custom.metrics.k8s.io"
            ? """{"kind":"APIGroup","preferredVersion":{"version":"v1beta2"}}"""
            : """{"kind":"APIResourceList","resources":[{"name":"pods/sessions"},{"name":"pods/requests"},{"name":"services/latency"},{"name":"jobs.batch/count"}]}""");

        (await _site.GetAsync($"/clusters/prod/custommetricsummary{query}")).Body.GetProperty("items").ToString().ShouldBe(expected);
    }

    [Fact]
    public async Task WithoutAnAdapter_ThereIsNoMetric()
    {
        _site.Member.Answer = _ => (404, "404 page not found");

        (await _site.GetAsync("/clusters/prod/custommetricsummary")).Body.ToString().ShouldBe("""{"items":[]}""");
        (await _site.GetAsync("/clusters/prod/namespaces/shop/metricvalues?kind=Pod&name=requests")).Body.ToString().ShouldBe("""{"items":[]}""");
        (await _site.GetAsync("/clusters/prod/custommetricsummary?kind=Job")).Status.ShouldBe(400);
    }

    [Theory]
    [InlineData("v1beta1", """{"metricName":"requests"}""")]
    [InlineData("v1beta2", """{"metric":{"name":"requests"}}""")]
    public async Task Values_AreReadInEitherVersion(string version, string name)
    {
        var item = name[..^1] + ""","value":"250m","timestamp":"2026-11-21T12:00:00Z","describedObject":{"kind":"Pod","namespace":"shop","name":"cart-1","apiVersion":"/v1"}}""";
        _site.Member.Answer = call => (200, call.Target == "/apis/custom.metrics.k8s.io" ? $$$"""{"preferredVersion":{"version":"{{{version}}}"}}""" : $$$"""{"items":[{{{item}}}]}""");

        var (status, body) = await _site.GetAsync("/clusters/prod/namespaces/shop/metricvalues?kind=Pod&name=requests");

        status.ShouldBe(200, body.ToString());
        body.GetProperty("items")[0].ToString().ShouldBe(
            """{"metricName":"requests","value":"250m","timestamp":"1795262400000","describedObject":{"kind":"Pod","namespace":"shop","name":"cart-1","apiVersion":"/v1"}}""");
        Uri.UnescapeDataString(_site.Member.Calls.Last().Target).ShouldBe($"/apis/custom.metrics.k8s.io/{version}/namespaces/shop/pods/*/requests");
    }
}

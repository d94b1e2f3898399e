using System.Net;
using Kpanda.Sandbox.Tests.Api;

namespace Kpanda.Sandbox.Tests.Metrics;

/// <summary>custom.metrics.k8s.io and external.metrics.k8s.io, as a metrics adapter answers.</summary>
public sealed class CustomMetricsTests : IAsyncLifetime
{
    private const string Custom = "/apis/custom.metrics.k8s.io/v1beta2";
    private const string External = "/apis/external.metrics.k8s.io/v1beta1";

    private ServedCluster _served = null!;

    public async ValueTask InitializeAsync() => _served = await ServedCluster.StartAsync();

    public ValueTask DisposeAsync() => _served.DisposeAsync();

    [Fact]
    public async Task Groups_AreServedFromTheFirstFigureOn()
    {
        (await _served.RawGetAsync(Custom)).Code.ShouldBe(HttpStatusCode.NotFound);
        (await _served.RawGetAsync($"{Custom}/namespaces/default/pods/*/hits")).Code.ShouldBe(HttpStatusCode.NotFound);
        await MakeAsync("a", "app=web", "30");
        var (_, resources) = await _served.GetAsync(Custom);
        var resource = resources["resources"]!.AsArray().ShouldHaveSingleItem()!;
        resource["name"]!.ToString().ShouldBe("configmaps/hits");
        resource["kind"]!.ToString().ShouldBe("MetricValueList");
        (await _served.GetAsync("/apis/custom.metrics.k8s.io")).Body["preferredVersion"]!["version"]!.ToString().ShouldBe("v1beta2");
        (await _served.RawGetAsync(External)).Code.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task FiguresOfObjects_AreListedBySelectorAndByName()
    {
        await MakeAsync("a", "app=web", "30");
        await MakeAsync("b", "app=web", "1500m");
        await MakeAsync("c", "app=other", "9");
        var (code, list) = await _served.GetAsync($"{Custom}/namespaces/default/configmaps/*/hits?labelSelector=app%3Dweb");
        code.ShouldBe(HttpStatusCode.OK);
        list["kind"]!.ToString().ShouldBe("MetricValueList");
        list["items"]!.AsArray().Select(item => $"{item!["describedObject"]!["name"]} {item["metric"]!["name"]} {item["value"]}").ShouldBe(["a hits 30", "b hits 1500m"]);
        (_, list) = await _served.GetAsync($"{Custom}/namespaces/default/configmaps/c/hits");
        list["items"]!.AsArray().ShouldHaveSingleItem()!["describedObject"]!["apiVersion"]!.ToString().ShouldBe("/v1");
        (_, list) = await _served.GetAsync("/apis/custom.metrics.k8s.io/v1beta1/namespaces/default/configmaps/c/hits");
        list["items"]![0]!["metricName"]!.ToString().ShouldBe("hits");
        var (missing, why) = await _served.GetAsync($"{Custom}/namespaces/default/configmaps/c/misses");
        missing.ShouldBe(HttpStatusCode.NotFound);
        why["message"]!.ToString().ShouldBe("the server could not find the metric misses for configmaps c");
    }

    [Fact]
    public async Task FiguresFromOutside_HaveLabels()
    {
        await _served.SendAsync(HttpMethod.Patch, "/api/v1/namespaces/default", """{"metadata":{"annotations":{"external.metrics.sandbox.kpanda.io/messages":"queue=mail:30; queue=orders:7","metrics.sandbox.kpanda.io/load":"5"}}}""", "application/merge-patch+json");
        var (_, list) = await _served.GetAsync($"{External}/namespaces/default/messages?labelSelector=queue%3Dorders");
        var item = list["items"]!.AsArray().ShouldHaveSingleItem()!;
        (item["metricName"]!.ToString(), item["metricLabels"]!["queue"]!.ToString(), item["value"]!.ToString()).ShouldBe(("messages", "orders", "7"));
        (_, list) = await _served.GetAsync($"{Custom}/namespaces/default/metrics/load");
        list["items"]![0]!["value"]!.ToString().ShouldBe("5");
    }

    [Fact]
    public async Task WhoMayNotRead_IsRefused()
    {
        await MakeAsync("a", "app=web", "30");
        using var answer = await _served.RawAsync(HttpMethod.Get, $"{Custom}/namespaces/default/configmaps/a/hits", impersonate: "nobody");
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private async Task MakeAsync(string name, string label, string value)
    {
        var pair = label.Split('=');
        (await _served.PostAsync("/api/v1/namespaces/default/configmaps",
            $$$$"""{"metadata":{"name":"{{{{name}}}}","labels":{"{{{{pair[0]}}}}":"{{{{pair[1]}}}}"},"annotations":{"metrics.sandbox.kpanda.io/hits":"{{{{value}}}}"}}}""")).Code.ShouldBe(HttpStatusCode.Created);
    }
}

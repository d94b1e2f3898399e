using System.Diagnostics.Metrics;
using System.Net;
using Kpanda.Server.Metrics;

namespace Kpanda.Server.Tests.Metrics;

public sealed class MetricsTests(SharedServer shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Instruments_AreWrittenAsPrometheusReadsThem()
    {
        var table = new MetricTable();
        using var listening = new MetricListening(table);
        await listening.StartingAsync(Token);
        using var meter = new Meter("Kpanda.Test." + Guid.CreateVersion7());
        var count = meter.CreateCounter<long>("kpanda.test.calls", "{call}", "Calls.");
        var duration = meter.CreateHistogram("kpanda.test.duration", "s", "How long.", [], new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] });
        var open = meter.CreateUpDownCounter<int>("kpanda.test.open");
        meter.CreateObservableGauge("kpanda.test.size", () => 12.5, "By");

        count.Add(2, new("verb", "get"), new("path", "a\"b\\c\nd"));
        count.Add(3, new("verb", "get"), new("path", "a\"b\\c\nd"));
        duration.Record(0.05);
        duration.Record(0.5);
        duration.Record(5);
        open.Add(3);
        open.Add(-1);
        PrometheusText.Write(table.Collect());
        var text = PrometheusText.Write([.. table.Collect().Where(metric => metric.Name.StartsWith("kpanda_test"))]);

        text.ShouldBe("""
            # HELP kpanda_test_calls_total Calls.
            # TYPE kpanda_test_calls_total counter
            kpanda_test_calls_total{verb="get",path="a\"b\\c\nd"} 5
            # HELP kpanda_test_duration_seconds How long.
            # TYPE kpanda_test_duration_seconds histogram
            kpanda_test_duration_seconds_bucket{le="0.1"} 1
            kpanda_test_duration_seconds_bucket{le="1"} 2
            kpanda_test_duration_seconds_bucket{le="+Inf"} 3
            kpanda_test_duration_seconds_sum 5.55
            kpanda_test_duration_seconds_count 3
            # TYPE kpanda_test_open gauge
            kpanda_test_open 2
            # TYPE kpanda_test_size_bytes gauge
            kpanda_test_size_bytes 12.5

            """);
    }

    [Fact]
    public async Task ManyLabels_StayWithinABound()
    {
        var table = new MetricTable();
        using var listening = new MetricListening(table);
        await listening.StartingAsync(Token);
        using var meter = new Meter("Kpanda.Test." + Guid.CreateVersion7());
        var count = meter.CreateCounter<int>("kpanda.test.labels");

        for (var i = 0; i < 5000; i++) count.Add(1, new KeyValuePair<string, object?>("path", i));

        table.Collect().Single(metric => metric.Name == "kpanda_test_labels_total").Read().Count.ShouldBe(2000);
    }

    [Fact]
    public async Task EachKindOfEachCluster_TellsHowFreshItIs()
    {
        await using var site = await ServerSite.StartAsync(("sandbox", "true"), ("sandbox-clusters", "1"));
        using var client = site.NewClient();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromMinutes(2));
        var text = "";

        // All in one answer: kinds come into step one after the other, and other servers of this process come and go.
        string[] names = ["objects", "lag_seconds", "behind", "lists", "failures"];
        while (!Array.TrueForAll(names, Has))
        {
            await Task.Delay(20, deadline.Token);
            text = await client.GetStringAsync("/metrics", deadline.Token);
        }

        bool Has(string name) =>
            text.Split('\n').Any(line => line.StartsWith($"kpanda_sync_kind_{name}{{cluster=", StringComparison.Ordinal) && line.Contains("kind=\"pods\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ThisMachine_ReadsMetricsWithoutAToken()
    {
        var site = await shared.SiteAsync();
        using var client = site.NewClient();
        await client.GetAsync("/healthz", Token);

        var text = await client.GetStringAsync("/metrics", Token);

        text.ShouldContain("http_server_request_duration_seconds_count{");
        text.ShouldContain("dotnet_gc_collections_total");
    }

    [Fact]
    public async Task RequestThatCameThroughAProxy_NeedsAToken()
    {
        var site = await shared.SiteAsync();
        using var client = site.NewClient();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        (await client.GetAsync("/metrics", Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        using var signedIn = await site.SignedInAsync();
        signedIn.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        (await signedIn.GetAsync("/metrics", Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}

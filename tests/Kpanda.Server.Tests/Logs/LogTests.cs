using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using Kpanda.Server.Tests.Terminals;

namespace Kpanda.Server.Tests.Logs;

/// <summary>Logs of the browser, of containers of a simulated cluster.</summary>
public sealed class LogTests(LogTests.WithWriters writers) : IClassFixture<LogTests.WithWriters>
{
    private const string Cluster = "prod-shanghai";
    private const string Ns = "default";
    private const string Core = $"/k8s/clusters/{Cluster}/api/v1/namespaces/{Ns}";
    private const string Deployments = $"/k8s/clusters/{Cluster}/apis/apps/v1/namespaces/{Ns}/deployments";
    private const string Annotation = "sandbox.kpanda.io/";

    // As the server has them: what it is ahead of a page, and a batch with its JSON.
    private const int Ahead = 1024 * 1024;
    private const int LargestBatch = 512 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ServerSite Site => writers.Site;

    [Fact]
    public async Task Pod_IsFollowed_AndOnRecord()
    {
        using var browser = await TerminalPage.BrowserAsync(Site);
        using var screen = await LogScreen.OpenAsync(Site, browser, new { cluster = Cluster, @namespace = Ns, pod = "steady", follow = true, tailLines = 5 });

        await screen.UntilAsync(() => screen.Lines.Count >= 60, "60 lines");

        screen.Lines.Select(line => line.Stamp).ShouldBeInOrder();
        screen.Lines.Select(line => (line.Stamp, line.Text)).ShouldBeUnique();
        screen.Lines.ShouldAllBe(line => line.Pod == "steady" && line.Container == "main");
        var audits = await browser.GetFromJsonAsync<JsonElement>($"/apis/ghippo.io/v1alpha3/audits?searchType=exact&clusterName={Cluster}&sourceType=pods&sourceName=steady", Token);
        audits.GetProperty("items").EnumerateArray().ShouldContain(record => record.GetProperty("subresource").GetString() == "log");
    }

    [Fact]
    public async Task Workload_IsMergedByTime_AndFollowedThroughARollout()
    {
        await writers.DeployAsync("shop");
        using var browser = await TerminalPage.BrowserAsync(Site);
        using var screen = await LogScreen.OpenAsync(Site, browser, new { cluster = Cluster, @namespace = Ns, kind = "Deployment", name = "shop", follow = true });
        await screen.UntilAsync(() => screen.Lines.Select(line => line.Pod).Distinct().Count() == 2 && screen.Lines.Count > 50, "lines of two pods");
        var first = screen.Lines.Select(line => line.Pod).ToHashSet(StringComparer.Ordinal);

        using var client = await Site.SignedInAsync();
        using var patch = JsonContent.Create(new { spec = new { template = new { metadata = new { annotations = new { rolled = "out" } } } } }, new MediaTypeHeaderValue("application/strategic-merge-patch+json"));
        (await client.PatchAsync($"{Deployments}/shop", patch, Token)).EnsureSuccessStatusCode();

        await screen.UntilAsync(() => screen.Words.Where(word => word.Kind == "gone").Select(word => word.Pod).ToHashSet().IsSupersetOf(first), "the old pods to go");
        await screen.UntilAsync(() => screen.Lines.Where(line => !first.Contains(line.Pod)).Select(line => line.Pod).Distinct().Count() == 2, "lines of the new pods");
        screen.Words.Where(word => word.Kind == "joined").Select(word => word.Pod).Distinct().Count().ShouldBe(2);
        screen.Lines.Select(line => (line.Pod, line.Stamp, line.Text)).ShouldBeUnique();
        // A new pod is shown from its very beginning.
        var joined = screen.Lines.First(line => !first.Contains(line.Pod)).Pod;
        var whole = await MemberLogAsync(client, joined, "");
        screen.Lines.First(line => line.Pod == joined).Stamp.ShouldBe(whole[0].Stamp);
    }

    [Fact]
    public async Task HistoryOfSeveralPods_IsInOrder()
    {
        await writers.DeployAsync("history");
        using var browser = await TerminalPage.BrowserAsync(Site);
        using var client = await Site.SignedInAsync();
        await writers.UntilAsync(async () =>
        {
            using var screen = await LogScreen.OpenAsync(Site, browser, new { cluster = Cluster, @namespace = Ns, selector = "app=history" });
            (await screen.EndAsync()).Reason.ShouldBe("done");
            screen.Lines.Select(line => line.Stamp).ShouldBeInOrder();
            return screen.Lines.Count > 40 && screen.Lines.Select(line => line.Pod).Distinct().Count() == 2;
        });
    }

    [Fact]
    public async Task Restart_LosesNoLineAndDoublesNone()
    {
        await writers.RunAsync("restless", ("log-lines-per-second", "20"), ("run-seconds", "4"), ("exit-code", "1"));
        using var browser = await TerminalPage.BrowserAsync(Site);
        using var client = await Site.SignedInAsync();
        using var screen = await LogScreen.OpenAsync(Site, browser, new { cluster = Cluster, @namespace = Ns, pod = "restless", containers = new[] { "main" }, follow = true });

        await screen.UntilAsync(() => screen.Words.Any(word => word.Kind == "restarted"), "a restart");
        var before = screen.Lines.Count;
        await screen.UntilAsync(() => screen.Lines.Count > before + 10, "lines of the next run");

        screen.Lines.Select(line => (line.Stamp, line.Text)).Distinct().Count().ShouldBe(screen.Lines.Count);
        var previous = await PreviousAsync(client, "restless", screen.Lines[0].Stamp);
        var seen = screen.Lines.Select(line => (line.Stamp, line.Text)).ToHashSet();
        foreach (var line in previous) seen.ShouldContain(line);
    }

    [Fact]
    public async Task PodThatIsReplacedUnderItsName_IsFollowedFurther()
    {
        await writers.RunAsync("replaced", ("log-lines-per-second", "10"));
        using var browser = await TerminalPage.BrowserAsync(Site);
        using var client = await Site.SignedInAsync();
        using var screen = await LogScreen.OpenAsync(Site, browser, new { cluster = Cluster, @namespace = Ns, pod = "replaced", follow = true });
        await screen.UntilAsync(() => screen.Lines.Count > 5, "lines of the first pod");

        using var deleted = await client.DeleteAsync($"{Core}/pods/replaced?gracePeriodSeconds=0", Token);
        await screen.UntilAsync(() => screen.Words.Any(word => word.Kind == "gone"), "the first pod to go");
        await writers.RunAsync("replaced", ("log-lines-per-second", "10"));

        await screen.UntilAsync(() => screen.Words.Any(word => word.Kind == "joined"), "the second pod");
        var before = screen.Lines.Count;
        await screen.UntilAsync(() => screen.Lines.Count > before + 5, "lines of the second pod");
    }

    [Fact]
    public async Task PreviousRun_IsTheMembersOwn()
    {
        await writers.RunAsync("ended", ("log-lines-per-second", "20"), ("run-seconds", "3"), ("exit-code", "3"));
        using var browser = await TerminalPage.BrowserAsync(Site);
        using var client = await Site.SignedInAsync();
        IReadOnlyList<(string Stamp, string Text)> expected = [], after = [];
        List<LogScreen.Line> lines = [];
        // It starts anew while it is asked: the same before and after is what counts.
        await writers.UntilAsync(async () =>
        {
            expected = await PreviousAsync(client, "ended", "");
            using var screen = await LogScreen.OpenAsync(Site, browser, new { cluster = Cluster, @namespace = Ns, pod = "ended", containers = new[] { "main" }, previous = true });
            await screen.EndAsync();
            after = await PreviousAsync(client, "ended", "");
            lines = screen.Lines;
            return expected.Count > 0 && expected.SequenceEqual(after);
        });

        lines.Select(line => (line.Stamp, line.Text)).ShouldBe(expected);
    }

    [Fact]
    public async Task PageThatComesBack_GoesOnBehindItsLastLine()
    {
        using var browser = await TerminalPage.BrowserAsync(Site);
        using var first = await LogScreen.OpenAsync(Site, browser, new { cluster = Cluster, @namespace = Ns, pod = "steady", follow = true, tailLines = 3 });
        await first.UntilAsync(() => first.Lines.Count >= 10, "some lines");
        var last = first.Lines[^1].Stamp;

        using var second = await LogScreen.OpenAsync(
            Site, browser, new { cluster = Cluster, @namespace = Ns, pod = "steady", follow = true, tailLines = 3, after = new Dictionary<string, string> { ["steady/main"] = last } });
        await second.UntilAsync(() => second.Lines.Count >= 10, "further lines");
        await first.UntilAsync(() => first.Lines.Count >= 20, "the same lines");

        second.Lines[0].Stamp.ShouldBe(first.Lines.SkipWhile(line => line.Stamp != last).Skip(1).First().Stamp);
    }

    [Fact]
    public async Task PageThatDrawsNothing_IsSentNoMoreThanAMegabyte_AndGoesOnLater()
    {
        using var browser = await TerminalPage.BrowserAsync(Site);
        await writers.RunAsync("flood", ("log-lines-per-second", "10000"), ("log-line-bytes", "300"));
        using var screen = await LogScreen.OpenAsync(Site, browser, new { cluster = Cluster, @namespace = Ns, pod = "flood", follow = true });
        await screen.UntilAsync(() => screen.At > Ahead, "a megabyte", draws: false);

        await screen.StareAsync(TimeSpan.FromSeconds(2));

        screen.At.ShouldBeLessThan(Ahead + LargestBatch);
        var before = screen.Lines.Count;
        await screen.TellAsync(new { drawn = screen.At });
        await screen.UntilAsync(() => screen.Lines.Count > before + 5000, "further lines");
        screen.Lines.Select(line => line.Stamp).ShouldBeInOrder();
    }

    [Fact]
    public async Task LineOfFiveMegabytes_ComesInParts_AndWhole()
    {
        using var browser = await TerminalPage.BrowserAsync(Site);
        await writers.RunAsync("long", ("log-lines-per-second", "5"), ("log-line-bytes", "5000000"), ("log-long-line-every", "10"));
        using var screen = await LogScreen.OpenAsync(Site, browser, new { cluster = Cluster, @namespace = Ns, pod = "long", follow = true });

        await screen.UntilAsync(() => screen.Lines.Any(line => line.Text.Length == 5_000_000), "a long line");

        screen.LongestPart.ShouldBeLessThanOrEqualTo(16 * 1024);
    }

    [Fact]
    public async Task PodThatIsNotThere_IsRefusedInTheMembersWords()
    {
        using var browser = await TerminalPage.BrowserAsync(Site);
        using var screen = await LogScreen.OpenAsync(Site, browser, new { cluster = Cluster, @namespace = Ns, pod = "nobody", follow = true });

        (await screen.EndAsync()).ShouldBe(("refused", "pods \"nobody\" not found"));
    }

    [Fact]
    public async Task WorkloadThatIsNotThere_IsRefused()
    {
        using var browser = await TerminalPage.BrowserAsync(Site);
        using var screen = await LogScreen.OpenAsync(Site, browser, new { cluster = Cluster, @namespace = Ns, kind = "Deployment", name = "nobody" });

        (await screen.EndAsync()).Reason.ShouldBe("refused");
    }

    [Fact]
    public async Task SigningOut_EndsIt()
    {
        using var browser = await TerminalPage.BrowserAsync(Site);
        using var screen = await LogScreen.OpenAsync(Site, browser, new { cluster = Cluster, @namespace = Ns, pod = "steady", follow = true });
        await screen.UntilAsync(() => screen.Lines.Count > 0, "a line");

        (await browser.PostAsync("/auth/logout", null, Token)).EnsureSuccessStatusCode();

        (await screen.EndAsync()).Reason.ShouldBe("session");
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    public async Task ForeignPage_OpensNone(string origin)
    {
        using var browser = await TerminalPage.BrowserAsync(Site);

        var refused = await Should.ThrowAsync<WebSocketException>(() => LogScreen.ConnectAsync(Site, browser, origin));

        refused.Message.ShouldContain("403");
    }

    [Fact]
    public async Task TokenInTheAddress_OpensNone()
    {
        using var script = await Site.SignedInAsync();
        var bearer = script.DefaultRequestHeaders.Authorization!.Parameter;

        using var answer = await Site.NewClient().GetAsync($"/api/v1/logs/socket?token={bearer}&access_token={bearer}", Token);

        using var file = await Site.NewClient().GetAsync($"/api/v1/logs/download?cluster={Cluster}&namespace={Ns}&pod=steady&token={bearer}", Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        file.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("?cluster=prod-shanghai&namespace=default")]
    [InlineData("?cluster=prod-shanghai&namespace=..&pod=steady")]
    [InlineData("?cluster=prod-shanghai&namespace=default&pod=a%2Fb")]
    [InlineData("?cluster=prod-shanghai&namespace=default&pod=steady&kind=Deployment&name=shop")]
    [InlineData("?cluster=prod-shanghai&namespace=default&pod=steady&tailLines=-1")]
    public async Task QuestionThatIsNone_IsRefused(string query)
    {
        using var client = await Site.SignedInAsync();

        using var answer = await client.GetAsync($"/api/v1/logs/download{query}", Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Download_IsTheMembersLog()
    {
        using var client = await Site.SignedInAsync();
        await writers.UntilAsync(async () =>
        {
            var before = await MemberLogAsync(client, "quiet", "");
            using var answer = await client.GetAsync($"/api/v1/logs/download?cluster={Cluster}&namespace={Ns}&pod=quiet&container=main&timestamps=true", Token);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            answer.Content.Headers.ContentDisposition!.FileName.ShouldBe("quiet.log");
            var text = await answer.Content.ReadAsStringAsync(Token);
            var after = await MemberLogAsync(client, "quiet", "");
            // Nothing was written meanwhile.
            return before.SequenceEqual(after) && text == string.Concat(before.Select(line => $"{line.Stamp} {line.Text}\n"));
        });
    }

    [Fact]
    public async Task RealCluster_TellsItsLogOrWhyItCannot()
    {
        var kubeconfigs = (Environment.GetEnvironmentVariable("KPANDA_TEST_KUBECONFIGS") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        Assert.SkipWhen(kubeconfigs.Length == 0, "KPANDA_TEST_KUBECONFIGS names no cluster.");
        using var client = await Site.SignedInAsync();
        using var browser = await TerminalPage.BrowserAsync(Site);
        foreach (var (file, number) in kubeconfigs.Select((file, number) => (file, number)))
        {
            var cluster = $"real-{number}";
            using var imported = await client.PostAsJsonAsync("/apis/kpanda.io/v1alpha1/clusters", new { name = cluster, kubeConfigString = await File.ReadAllTextAsync(file, Token) }, Token);
            imported.IsSuccessStatusCode.ShouldBeTrue(await imported.Content.ReadAsStringAsync(Token));
            var pods = $"/k8s/clusters/{cluster}/api/v1/namespaces/{Ns}/pods";
            var name = $"logs-{Guid.CreateVersion7():N}";
            await writers.UntilAsync(async () =>
            {
                // Its controllers make the account of the namespace in their own time.
                using var made = await client.PostAsJsonAsync(pods, new { apiVersion = "v1", kind = "Pod", metadata = new { name }, spec = WithWriters.Spec }, Token);
                return made.StatusCode is HttpStatusCode.Created or HttpStatusCode.Conflict;
            });
            try
            {
                using var missing = await LogScreen.OpenAsync(Site, browser, new { cluster, @namespace = Ns, pod = "nobody" });
                (await missing.EndAsync()).ShouldBe(("refused", "pods \"nobody\" not found"));
                using var screen = await LogScreen.OpenAsync(Site, browser, new { cluster, @namespace = Ns, pod = name });
                (await screen.EndAsync()).Reason.ShouldBe("done");
                // Without a kubelet there is no log, and the cluster's own words say so; a pod that waits for a node has an empty one.
                screen.Words.ShouldAllBe(word => word.Kind == "failed" && word.Text.Length > 0);
            }
            finally
            {
                using var deleted = await client.DeleteAsync($"{pods}/{name}?gracePeriodSeconds=0", Token);
            }
        }
    }

    private static async Task<IReadOnlyList<(string Stamp, string Text)>> MemberLogAsync(HttpClient client, string pod, string query)
    {
        using var answer = await client.GetAsync($"{Core}/pods/{pod}/log?container=main&timestamps=true{query}", Token);
        if (!answer.IsSuccessStatusCode) return [];
        var text = await answer.Content.ReadAsStringAsync(Token);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', 2)).Select(parts => (parts[0], parts[1]))];
    }

    // The run before, from the first line that was seen on.
    private static async Task<IReadOnlyList<(string Stamp, string Text)>> PreviousAsync(HttpClient client, string pod, string from) =>
        [.. (await MemberLogAsync(client, pod, "&previous=true")).Where(line => string.CompareOrdinal(line.Stamp, from) >= 0)];

    /// <summary>A server with one simulated cluster, and pods that write.</summary>
    public sealed class WithWriters : IAsyncLifetime
    {
        private HttpClient _client = null!;

        internal ServerSite Site { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Site = await ServerSite.StartAsync(("sandbox", "true"), ("sandbox-clusters", "1"));
            _client = await Site.SignedInAsync();
            await RunAsync("steady", ("log-lines-per-second", "20"));
            await RunAsync("quiet", ("log-lines-per-second", "0.2"));
        }

        public async ValueTask DisposeAsync()
        {
            _client.Dispose();
            await Site.DisposeAsync();
        }

        internal async Task RunAsync(string name, params (string Name, string Value)[] says)
        {
            var metadata = new { name, annotations = says.ToDictionary(one => Annotation + one.Name, one => one.Value) };
            await MakeAsync($"{Core}/pods", new { apiVersion = "v1", kind = "Pod", metadata, spec = Spec });
            await UntilAsync(async () => (await _client.GetFromJsonAsync<JsonElement>($"{Core}/pods/{name}", Token)).GetProperty("status").TryGetProperty("phase", out var phase) && phase.GetString() == "Running");
        }

        internal async Task DeployAsync(string name)
        {
            var labels = new { app = name };
            var template = new { metadata = new { labels, annotations = new Dictionary<string, string> { [$"{Annotation}log-lines-per-second"] = "10" } }, spec = Spec };
            await MakeAsync(Deployments, new { apiVersion = "apps/v1", kind = "Deployment", metadata = new { name }, spec = new { replicas = 2, selector = new { matchLabels = labels }, template } });
            await UntilAsync(async () => (await _client.GetFromJsonAsync<JsonElement>($"{Deployments}/{name}", Token)).GetProperty("status").TryGetProperty("readyReplicas", out var ready) && ready.GetInt32() == 2);
            // The console's own knowledge of it comes a moment later.
            await UntilAsync(async () => (await _client.GetAsync($"/apis/kpanda.io/v1alpha1/clusters/{Cluster}/namespaces/{Ns}/deployments/{name}", Token)).IsSuccessStatusCode);
        }

        internal async Task UntilAsync(Func<Task<bool>> isSo)
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
            deadline.CancelAfter(Patience);
            while (!await isSo()) await Task.Delay(50, deadline.Token);
        }

        internal static object Spec => new { containers = new[] { new { name = "main", image = "registry.example/shop/writer:1" } } };

        private Task MakeAsync(string path, object body) => UntilAsync(async () =>
        {
            using var made = await _client.PostAsJsonAsync(path, body, Token);
            return made.StatusCode is HttpStatusCode.Created or HttpStatusCode.Conflict;
        });
    }
}

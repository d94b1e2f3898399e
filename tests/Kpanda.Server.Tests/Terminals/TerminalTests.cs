using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;

namespace Kpanda.Server.Tests.Terminals;

/// <summary>Terminals of the browser, in containers of a simulated cluster.</summary>
public sealed class TerminalTests(TerminalTests.WithPods pods) : IClassFixture<TerminalTests.WithPods>
{
    public const string Cluster = "prod-shanghai";

    private const string Pods = $"/k8s/clusters/{Cluster}/api/v1/namespaces/default/pods";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ServerSite Site => pods.Site;

    [Fact]
    public async Task Shell_TakesWhatIsTyped_TellsItsExitCode_AndIsOnRecord()
    {
        using var browser = await TerminalPage.BrowserAsync(Site);
        using var page = await TerminalPage.ShellAsync(Site, browser, "plain");
        await page.TypeAsync("echo größe-中文-$((40+2))\r");
        await page.SeesAsync("größe-中文-42");

        await page.TypeAsync("exit 3\r");

        var end = await page.EndAsync();
        (end.GetProperty("reason").GetString(), end.GetProperty("exitCode").GetInt32()).ShouldBe(("exited", 3));
        var record = await RecordAsync(browser, "plain", record => record.GetProperty("statusCode").GetInt32() == 101);
        record.GetProperty("subresource").GetString().ShouldBe("exec");
    }

    [Fact]
    public async Task Size_IsThatOfThePage()
    {
        using var browser = await TerminalPage.BrowserAsync(Site);
        using var page = await TerminalPage.ShellAsync(Site, browser, "plain");
        await page.TypeAsync("stty size\r");
        await page.SeesAsync("24 80");

        await page.TellAsync(new { columns = 132, rows = 43 });
        await page.TypeAsync("stty size\r");

        await page.SeesAsync("43 132");
        await page.CloseAsync();
    }

    [Fact]
    public async Task OneMegabyte_IsPasted()
    {
        using var browser = await TerminalPage.BrowserAsync(Site);
        using var page = await TerminalPage.ShellAsync(Site, browser, "plain");
        await page.TypeAsync("wc -c\r");
        var line = new string('x', 1023) + "\r";

        var seen = page.SeesAsync("1048576");
        for (var lines = 0; lines < 1024; lines++) await page.TypeAsync(line);
        await page.TypeAsync("\u0004");

        await seen;
        await page.CloseAsync();
    }

    [Fact]
    public async Task PageThatIsLoadedAgain_ComesBackToItsShell()
    {
        using var browser = await TerminalPage.BrowserAsync(Site);
        using var first = await TerminalPage.ShellAsync(Site, browser, "plain");
        await first.TypeAsync("KEPT=still-here; echo be''fore\r");
        await first.SeesAsync("before");
        first.Cut();

        var ticket = await TerminalPage.TicketAsync(browser, $"/api/v1/terminals/{first.Terminal}/ticket", new { });
        using var second = await TerminalPage.OpenAsync(Site, browser, ticket);

        await second.SeesAsync("before");
        await second.TypeAsync("echo $KEPT\r");
        await second.SeesAsync("still-here");
        second.Terminal.ShouldBe(first.Terminal);
        await second.CloseAsync();
    }

    [Fact]
    public async Task PageThatTakesATerminalOver_IsTheOnlyOneThatShowsIt()
    {
        using var browser = await TerminalPage.BrowserAsync(Site);
        using var first = await TerminalPage.ShellAsync(Site, browser, "plain");

        using var second = await TerminalPage.OpenAsync(Site, browser, await TerminalPage.TicketAsync(browser, $"/api/v1/terminals/{first.Terminal}/ticket", new { }));

        (await first.EndAsync()).GetProperty("reason").GetString().ShouldBe("elsewhere");
        await second.TypeAsync("echo on''ly\r");
        await second.SeesAsync("only");
        await second.CloseAsync();
    }

    [Fact]
    public async Task ClosedTerminal_EndsAtOnce()
    {
        using var browser = await TerminalPage.BrowserAsync(Site);
        using var page = await TerminalPage.ShellAsync(Site, browser, "plain");

        await page.CloseAsync();

        await UntilAsync(async () =>
        {
            using var answer = await browser.PostAsJsonAsync($"/api/v1/terminals/{page.Terminal}/ticket", new { }, Token);
            return answer.StatusCode == HttpStatusCode.NotFound;
        });
    }

    [Fact]
    public async Task SigningOut_EndsIt()
    {
        using var browser = await TerminalPage.BrowserAsync(Site);
        using var page = await TerminalPage.ShellAsync(Site, browser, "plain");

        (await browser.PostAsync("/auth/logout", null, Token)).EnsureSuccessStatusCode();

        (await page.EndAsync()).GetProperty("reason").GetString().ShouldBe("session");
    }

    [Fact]
    public async Task ImageWithoutAShell_IsSaidToHaveNone()
    {
        using var browser = await TerminalPage.BrowserAsync(Site);
        using var page = await TerminalPage.OpenAsync(Site, browser, await TerminalPage.TicketAsync(browser, "bare"));

        var end = await page.EndAsync();

        end.GetProperty("reason").GetString().ShouldBe("no-shell");
        end.GetProperty("message").GetString()!.ShouldContain("bare");
    }

    [Fact]
    public async Task ImageWithoutAShell_IsEnteredByADebugContainer()
    {
        using var browser = await TerminalPage.BrowserAsync(Site);
        var ticket = await TerminalPage.TicketAsync(browser, "/api/v1/terminals", new { cluster = Cluster, @namespace = "default", pod = "bare", container = "main", debug = true });

        using var page = await TerminalPage.OpenAsync(Site, browser, ticket);

        await page.TypeAsync("echo in''side\r");
        await page.SeesAsync("inside");
        var pod = await browser.GetFromJsonAsync<JsonElement>($"{Pods}/bare", Token);
        var container = pod.GetProperty("spec").GetProperty("ephemeralContainers").EnumerateArray().Last();
        (container.GetProperty("image").GetString(), container.GetProperty("targetContainerName").GetString()).ShouldBe(("busybox:1.36", "main"));
        await RecordAsync(browser, "bare", record => record.GetProperty("subresource").GetString() == "attach");
        await page.CloseAsync();
    }

    [Fact]
    public async Task Node_IsEnteredByAPodThatGoesWithTheTerminal()
    {
        const string pods = $"/k8s/clusters/{Cluster}/api/v1/namespaces/kube-system/pods?labelSelector=kpanda.io/node-shell";
        using var browser = await TerminalPage.BrowserAsync(Site);
        var nodes = await browser.GetFromJsonAsync<JsonElement>($"/k8s/clusters/{Cluster}/api/v1/nodes", Token);
        var node = nodes.GetProperty("items")[0].GetProperty("metadata").GetProperty("name").GetString()!;
        var ticket = await TerminalPage.TicketAsync(browser, "/api/v1/terminals", new { cluster = Cluster, node });

        using var page = await TerminalPage.OpenAsync(Site, browser, ticket);
        await page.TypeAsync("echo on''node\r");
        await page.SeesAsync("onnode");

        var pod = (await browser.GetFromJsonAsync<JsonElement>(pods, Token)).GetProperty("items").EnumerateArray().Single();
        var spec = pod.GetProperty("spec");
        (spec.GetProperty("nodeName").GetString(), spec.GetProperty("hostPID").GetBoolean(), spec.GetProperty("activeDeadlineSeconds").GetInt32()).ShouldBe((node, true, 43200));
        await page.CloseAsync();
        await UntilAsync(async () => (await browser.GetFromJsonAsync<JsonElement>(pods, Token)).GetProperty("items").GetArrayLength() == 0);
        (await RecordAsync(browser, node, record => record.GetProperty("statusCode").GetInt32() == 101, "nodes")).GetProperty("subresource").GetString().ShouldBe("shell");
    }

    [Fact]
    public async Task PublishedCloudShell_OpensATerminalOnce_AndCanBeTakenBack()
    {
        const string shells = "/apis/kpanda.io/v1alpha1/cloudshells";
        var wanted = new { type = "exec", cluster = Cluster, @namespace = "default", podName = "plain", container = "main" };
        using var browser = await TerminalPage.BrowserAsync(Site);
        var shell = await (await browser.PostAsJsonAsync(shells, wanted, Token)).Content.ReadFromJsonAsync<JsonElement>(Token);
        shell.GetProperty("status").GetProperty("accessUrl").GetString().ShouldBe("/api/v1/terminals/socket");
        var address = $"{shells}/{shell.GetProperty("metadata").GetProperty("name").GetString()}";
        (await PhaseAsync()).ShouldBe("Ready");

        using var page = await TerminalPage.OpenAsync(Site, browser, TicketOf(shell));
        await page.TypeAsync("echo o''pen\r");
        await page.SeesAsync("open");
        (await PhaseAsync()).ShouldBe("Complete");
        await page.CloseAsync();

        var second = await (await browser.PostAsJsonAsync(shells, wanted, Token)).Content.ReadFromJsonAsync<JsonElement>(Token);
        (await browser.DeleteAsync($"{shells}/{second.GetProperty("metadata").GetProperty("name").GetString()}", Token)).EnsureSuccessStatusCode();
        using var late = await TerminalPage.OpenAsync(Site, browser, TicketOf(second));
        (await late.EndAsync()).GetProperty("reason").GetString().ShouldBe("refused");

        async Task<string?> PhaseAsync()
        {
            var read = await browser.GetFromJsonAsync<JsonElement>(address, Token);
            read.ToString().ShouldNotContain(TicketOf(shell));
            return read.GetProperty("status").GetProperty("phase").GetString();
        }

        static string TicketOf(JsonElement made) => made.GetProperty("metadata").GetProperty("annotations").GetProperty("kpanda.io/ticket").GetString()!;
    }

    [Theory]
    [InlineData("logs", HttpStatusCode.OK)]
    [InlineData("upload", HttpStatusCode.BadRequest)]
    [InlineData("download", HttpStatusCode.OK)]
    public async Task PublishedCloudShell_LeadsToWhereItIsDone(string type, HttpStatusCode answered)
    {
        using var browser = await TerminalPage.BrowserAsync(Site);
        var wanted = new { type, cluster = Cluster, @namespace = "default", podName = "plain", container = "main", filePath = type == "upload" ? "/tmp" : "/etc/hostname", logCount = 10 };
        var shell = await (await browser.PostAsJsonAsync("/apis/kpanda.io/v1alpha1/cloudshells", wanted, Token)).Content.ReadFromJsonAsync<JsonElement>(Token);
        using var request = new HttpRequestMessage(type == "upload" ? HttpMethod.Post : HttpMethod.Get, shell.GetProperty("status").GetProperty("accessUrl").GetString());

        using var answer = await browser.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);

        // An upload without a form is told that it is none.
        answer.StatusCode.ShouldBe(answered);
    }

    [Fact]
    public async Task PodThatIsNotThere_IsRefusedInTheMembersWords()
    {
        using var browser = await TerminalPage.BrowserAsync(Site);
        using var page = await TerminalPage.OpenAsync(Site, browser, await TerminalPage.TicketAsync(browser, "nobody"));

        var end = await page.EndAsync();

        (end.GetProperty("reason").GetString(), end.GetProperty("message").GetString()).ShouldBe(("refused", "pods \"nobody\" not found"));
    }

    [Fact]
    public async Task Ticket_IsGoodOnce_AndInItsOwnSessionOnly()
    {
        using var browser = await TerminalPage.BrowserAsync(Site);
        using var other = await TerminalPage.BrowserAsync(Site);
        var ticket = await TerminalPage.TicketAsync(browser, "plain");
        using var stolen = await TerminalPage.OpenAsync(Site, other, ticket);
        (await stolen.EndAsync()).GetProperty("reason").GetString().ShouldBe("refused");
        using var late = await TerminalPage.OpenAsync(Site, browser, ticket);
        (await late.EndAsync()).GetProperty("reason").GetString().ShouldBe("refused");

        var good = await TerminalPage.TicketAsync(browser, "plain");
        using var page = await TerminalPage.OpenAsync(Site, browser, good);
        await page.TypeAsync("echo o''pen\r");
        await page.SeesAsync("open");
        using var replayed = await TerminalPage.OpenAsync(Site, browser, good);
        (await replayed.EndAsync()).GetProperty("reason").GetString().ShouldBe("refused");

        using var foreign = await other.PostAsJsonAsync($"/api/v1/terminals/{page.Terminal}/ticket", new { }, Token);
        foreign.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await page.CloseAsync();
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    public async Task ForeignPage_OpensNone(string origin)
    {
        using var browser = await TerminalPage.BrowserAsync(Site);
        var ticket = await TerminalPage.TicketAsync(browser, "plain");

        var refused = await Should.ThrowAsync<WebSocketException>(() => TerminalPage.OpenAsync(Site, browser, ticket, origin));

        refused.Message.ShouldContain("403");
    }

    [Fact]
    public async Task TokenOfAScript_OpensNone()
    {
        using var script = await Site.SignedInAsync();

        using var ticket = await script.PostAsJsonAsync("/api/v1/terminals", new { cluster = Cluster, @namespace = "default", pod = "plain", container = "main" }, Token);
        var bearer = script.DefaultRequestHeaders.Authorization!.Parameter;
        using var inUrl = await Site.NewClient().GetAsync($"/api/v1/terminals/socket?token={bearer}&access_token={bearer}", Token);

        ticket.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        inUrl.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("..", "plain")]
    [InlineData("default", "a/b")]
    [InlineData("default", "")]
    public async Task NameThatIsNone_GetsNoTicket(string ns, string pod)
    {
        using var browser = await TerminalPage.BrowserAsync(Site);

        using var answer = await browser.PostAsJsonAsync("/api/v1/terminals", new { cluster = Cluster, @namespace = ns, pod, container = "main" }, Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static async Task<JsonElement> RecordAsync(HttpClient client, string pod, Func<JsonElement, bool> isIt, string type = "pods")
    {
        JsonElement? found = null;
        await UntilAsync(async () =>
        {
            var page = await client.GetFromJsonAsync<JsonElement>($"/apis/ghippo.io/v1alpha3/audits?searchType=exact&clusterName={Cluster}&sourceType={type}&sourceName={pod}", Token);
            foreach (var record in page.GetProperty("items").EnumerateArray().Where(isIt)) found = record;
            return found is not null;
        });
        return found!.Value;
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(Patience);
        while (!await isSo()) await Task.Delay(50, deadline.Token);
    }

    /// <summary>A server with one simulated cluster, and two pods that run in it.</summary>
    public class WithPods : IAsyncLifetime
    {
        protected virtual IEnumerable<(string Key, string Value)> Settings => [];

        internal ServerSite Site { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Site = await ServerSite.StartAsync([("sandbox", "true"), ("sandbox-clusters", "1"), .. Settings]);
            using var client = await Site.SignedInAsync();
            // One image has sh but no bash, the other has no program besides its own.
            await RunAsync(client, "plain", "registry.example/tools/alpine:3.20", "sleep", "86400");
            await RunAsync(client, "bare", "registry.example/distroless/static:1");
        }

        public ValueTask DisposeAsync()
        {
            GC.SuppressFinalize(this);
            return Site.DisposeAsync();
        }

        private static async Task RunAsync(HttpClient client, string name, string image, params string[] command)
        {
            var pod = new { apiVersion = "v1", kind = "Pod", metadata = new { name }, spec = new { containers = new[] { new { name = "main", image, command } } } };
            await UntilAsync(async () =>
            {
                using var made = await client.PostAsJsonAsync(Pods, pod, Token);
                return made.StatusCode is HttpStatusCode.Created or HttpStatusCode.Conflict;
            });
            await UntilAsync(async () => (await client.GetFromJsonAsync<JsonElement>($"{Pods}/{name}", Token)).GetProperty("status").TryGetProperty("phase", out var phase) && phase.GetString() == "Running");
        }
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Kpanda.KubeModel;
using Kpanda.Permissions.Roles;
using Kpanda.Server.Tests.Live;
using Kpanda.Server.Tests.Terminals;

namespace Kpanda.Server.Tests.Rights;

/// <summary>Every role against every action of the matrix, through the native API and the product API; and what each of them sees in lists, search and on the live channel.</summary>
public sealed class RoleWalkTests(RoleWalkTests.Walked walked) : IClassFixture<RoleWalkTests.Walked>
{
    private const string Own = "matrix-own";
    private const string Other = "matrix-other";
    private const string Api = "/apis/kpanda.io/v1alpha1";
    private static readonly string[] Roles = [RoleTemplates.ClusterAdmin, RoleTemplates.NamespaceAdmin, RoleTemplates.NamespaceEdit, RoleTemplates.NamespaceView];

    private static readonly HashSet<string> Published =
    [
        "deployments", "statefulsets", "daemonsets", "jobs", "cronjobs", "pods", "services", "ingresses", "networkpolicies", "persistentvolumeclaims", "configmaps", "secrets", "resourcequotas", "limitranges",
        "roles", "rolebindings", "horizontalpodautoscalers", "nodes", "persistentvolumes", "storageclasses", "clusterroles",
    ];

    /// <summary>A server with one simulated cluster, in which one person holds each of the roles.</summary>
    public sealed class Walked : IAsyncLifetime
    {
        internal ServerSite Site { get; private set; } = null!;

        internal HttpClient[] People { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            Site = await ServerSite.StartAsync(("sandbox", "true"), ("sandbox-clusters", "2"));
            var guests = new Guests(Site);
            foreach (var ns in new[] { Own, Other })
            {
                await guests.MakeNamespaceAsync(ns);
                await guests.MakeConfigMapAsync(ns, $"treasure-{ns}");
                await guests.MakeSecretAsync(ns, $"jewel-{ns}");
            }

            People = await Task.WhenAll(Roles.Select(guests.SignInAsync));
            for (var i = 0; i < Roles.Length; i++)
            {
                await guests.BindAsync(Roles[i], Roles[i], RoleTemplates.IsOfCluster(Roles[i]) ? "" : Own);
                var person = People[i];
                await Guests.UntilAsync(async () => await Guests.TotalAsync(person, $"{Api}/asl/configmaps?name=treasure-{Own}") == 1, $"{Roles[i]} sees what is there");
            }
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var person in People) person.Dispose();
            await Site.DisposeAsync();
        }
    }

    private sealed record Row(string Area, string Action, string Where, string[] Asks, bool[] Allowed);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Row[] Rows =>
        JsonSerializer.Deserialize<Row[]>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "matrix.json")), JsonSerializerOptions.Web)!;

    [Fact]
    public async Task NativeApi_IsOpenAsTheMatrixSays() => await WalkAsync(Native, 200);

    [Fact]
    public async Task ProductApi_IsOpenAsTheMatrixSays() => await WalkAsync(Product, 200);

    [Fact]
    public async Task Lists_SearchAndLive_ShowWhatIsTheirsAndCountNothingElse()
    {
        for (var i = 0; i < Roles.Length; i++)
        {
            var (person, isOfCluster, seesSecrets) = (walked.People[i], i == 0, i < 3);
            (await Guests.TotalAsync(person, $"{Api}/asl/configmaps?name=treasure-")).ShouldBe(isOfCluster ? 2 : 1, Roles[i]);
            (await Guests.TotalAsync(person, $"{Api}/asl/secrets?name=jewel-")).ShouldBe(isOfCluster ? 2 : seesSecrets ? 1 : 0, Roles[i]);
            (await Guests.TotalAsync(person, $"{Api}/clusters/{Guests.Cluster}/namespaces?name=matrix-")).ShouldBe(isOfCluster ? 2 : 1, Roles[i]);
            (await Guests.TotalAsync(person, $"{Api}/asl/nodes")).ShouldBe(isOfCluster ? await NodesAsync() : 0, Roles[i]);
            (await Guests.TotalAsync(person, $"{Api}/clusters")).ShouldBe(1, Roles[i]);
            (await SearchAsync(person, "treasure")).ShouldBe(isOfCluster ? 2 : 1, Roles[i]);
            (await SearchAsync(person, "jewel")).ShouldBe(isOfCluster ? 2 : seesSecrets ? 1 : 0, Roles[i]);
            (await CompletesAsync(person, "namespace:matrix-")).Contains(Other, StringComparison.Ordinal).ShouldBe(isOfCluster, Roles[i]);

            using var tab = await LiveTab.FollowAsync(walked.Site, person, $"{Api}/clusters/{Guests.Cluster}/secrets?name=told-{i}-");
            var guests = new Guests(walked.Site);
            await guests.MakeSecretAsync(Other, $"told-{i}-other");
            await guests.MakeSecretAsync(Own, $"told-{i}-own");
            if (seesSecrets) (await ChangedAsync(tab, isOfCluster ? 2 : 1)).ShouldBe(isOfCluster ? 2 : 1, Roles[i]);
            else (await Guests.TotalAsync(person, $"{Api}/clusters/{Guests.Cluster}/secrets?name=told-{i}-")).ShouldBe(0, Roles[i]);
        }
    }

    [Fact]
    public async Task Terminals_OpenForWhoMayRunSomething()
    {
        for (var i = 0; i < Roles.Length; i++)
        {
            // Terminals take a session, no token.
            using var browser = await TerminalPage.BrowserAsync(walked.Site, Roles[i]);
            using var own = await browser.PostAsJsonAsync("/api/v1/terminals", new { cluster = Guests.Cluster, @namespace = Own, pod = "p", container = "c" }, Token);
            using var other = await browser.PostAsJsonAsync("/api/v1/terminals", new { cluster = Guests.Cluster, @namespace = Other, pod = "p", container = "c" }, Token);

            (own.StatusCode == HttpStatusCode.Forbidden).ShouldBe(i == 3, $"{Roles[i]}: {own.StatusCode}");
            (other.StatusCode == HttpStatusCode.Forbidden).ShouldBe(i != 0, $"{Roles[i]}: {other.StatusCode}");
        }
    }

    /// <summary>A cluster in which they hold nothing, and one that there is not, cannot be told apart.</summary>
    [Fact]
    public async Task OtherClusters_AreAsIfTheyWereNot()
    {
        foreach (var path in new[] { "/k8s/clusters/{0}/api/v1/pods", "/k8s/clusters/{0}/version", $"{Api}/clusters/{{0}}", $"{Api}/clusters/{{0}}/pods", $"{Api}/clusters/{{0}}/namespaces/default/configmaps/x", "/api/v1/clusters/{0}/overview", $"{Api}/clusters/{{0}}/kubeconfig" })
        {
            using var hidden = await walked.People[3].GetAsync(string.Format(null, path, "staging"), Token);
            using var absent = await walked.People[3].GetAsync(string.Format(null, path, "nowhere"), Token);

            hidden.StatusCode.ShouldBe(absent.StatusCode, path);
            Plain(await hidden.Content.ReadAsStringAsync(Token), "staging").ShouldBe(Plain(await absent.Content.ReadAsStringAsync(Token), "nowhere"), path);
        }
    }

    private static string Plain(string answer, string cluster) => Regex.Replace(answer.Replace(cluster, "?", StringComparison.Ordinal), "\"requestId\":\"[^\"]*\"|request [0-9a-f]{32}", "");

    private async Task WalkAsync(Func<Row, string, HttpRequestMessage?> make, int atLeast)
    {
        var (differences, asked) = (new List<string>(), 0);
        foreach (var row in Rows)
        {
            foreach (var ask in row.Asks)
            {
                for (var i = 0; i < Roles.Length; i++)
                {
                    using var request = make(row, ask);
                    if (request is null) continue;
                    asked++;
                    using var answer = await walked.People[i].SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
                    var isOpen = answer.StatusCode != HttpStatusCode.Forbidden && !(answer.StatusCode == HttpStatusCode.OK && request.Options.TryGetValue(ShowsEmpty, out _) && await IsEmptyAsync(answer));
                    if (isOpen != row.Allowed[i]) differences.Add($"{row.Area}, {row.Action}: {Roles[i]} {request.Method} {request.RequestUri} -> {(int)answer.StatusCode}, to be {(row.Allowed[i] ? "open" : "closed")}");
                }
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{asked} requests");
        differences.ShouldBeEmpty();
        asked.ShouldBeGreaterThan(atLeast);
    }

    // A list that one may not read is an empty page.
    private static readonly HttpRequestOptionsKey<bool> ShowsEmpty = new("shows-empty");

    private static async Task<bool> IsEmptyAsync(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token)).RootElement is var page && page.TryGetProperty("pagination", out var pagination) && pagination.GetProperty("total").GetInt32() == 0;

    /// <summary>The request of kubectl.</summary>
    private static HttpRequestMessage? Native(Row row, string ask)
    {
        var (verb, resource, part) = Words(ask);
        if (row.Where is "platform" or "newCluster" || verb is "escalate" or "bind" or "impersonate") return null;
        var ns = row.Where switch { "cluster" => "", "itself" => "", "otherNamespace" => Other, _ => Own };
        var version = resource.Group switch { "metrics.k8s.io" => "v1beta1", _ => "v1" };
        var isCollection = verb is "list" or "watch" || (verb == "create" && part.Length == 0);
        var path = (resource.Group.Length == 0 ? "api/" : $"apis/{resource.Group}/") + version + (ns.Length > 0 ? $"/namespaces/{ns}" : "") + $"/{resource.Resource}"
            + (isCollection ? "" : row.Where == "itself" ? $"/{Own}" : "/one") + (part.Length > 0 ? $"/{part}" : "");
        var query = verb switch { "watch" => "?watch=1&timeoutSeconds=1", "list" or "get" => "", _ => "?dryRun=All" };
        var request = new HttpRequestMessage(MethodOf(verb), $"/k8s/clusters/{Guests.Cluster}/{path}{query}");
        if (request.Method != HttpMethod.Get && request.Method != HttpMethod.Delete) request.Content = new StringContent("{}", Encoding.UTF8, verb == "patch" ? "application/merge-patch+json" : "application/json");
        return request;
    }

    /// <summary>The request of the console.</summary>
    private static HttpRequestMessage? Product(Row row, string ask)
    {
        var (verb, resource, part) = Words(ask);
        if (verb is "watch" or "escalate" or "bind" or "impersonate") return null;
        if (row.Where is "platform" or "newCluster") return Platform(verb, part);
        if (row.Where == "itself" ? verb == "delete" : part.Length > 0 || !Published.Contains(resource.Resource) || resource.Group == "metrics.k8s.io") return null;
        var where = $"{Api}/clusters/{Guests.Cluster}" + row.Where switch { "cluster" => "", "itself" => "/namespaces", "otherNamespace" => $"/namespaces/{Other}", _ => $"/namespaces/{Own}" };
        var name = row.Where == "itself" ? Own : "one";
        if (row.Where != "itself") where += $"/{resource.Resource}";
        HttpRequestMessage request;
        switch (verb)
        {
            // Only what there is can be shown or not.
            case "list" when resource.Resource is "configmaps" or "secrets" or "rolebindings" or "nodes":
                request = new(HttpMethod.Get, where);
                request.Options.Set(ShowsEmpty, true);
                return request;
            case "get":
                return new(HttpMethod.Get, $"{where}/{name}");
            case "delete" when row.Where != "cluster":
                return new(HttpMethod.Delete, $"{where}/{name}");
            case "update":
                return new(HttpMethod.Put, $"{where}/{name}/labels") { Content = JsonContent.Create(new { labels = new Dictionary<string, string>() }) };
            default:
                return null;
        }
    }

    private static HttpRequestMessage? Platform(string verb, string part) => (verb, part) switch
    {
        ("get", _) => new(HttpMethod.Get, $"{Api}/clusters/{Guests.Cluster}/kubeconfig"),
        ("list", _) => new(HttpMethod.Get, $"{Api}/clusters"),
        ("create", _) => new(HttpMethod.Post, $"{Api}/clusters") { Content = JsonContent.Create(new { name = "x" }) },
        ("update", "kubeconfig") => new(HttpMethod.Put, $"{Api}/clusters/{Guests.Cluster}") { Content = JsonContent.Create(new { kubeConfigString = "x" }) },
        ("update", _) => new(HttpMethod.Put, $"{Api}/clusters/{Guests.Cluster}/labels") { Content = JsonContent.Create(new { labels = new Dictionary<string, string>() }) },
        ("delete", _) => new(HttpMethod.Delete, $"{Api}/clusters/{Guests.Cluster}"),
        _ => null,
    };

    private static (string Verb, GroupResource Resource, string Part) Words(string ask)
    {
        var parts = ask.Split(' ', '/');
        return (parts[0], GroupResource.Parse(parts[1]), parts.Length > 2 ? parts[2] : "");
    }

    private static HttpMethod MethodOf(string verb) => verb switch { "create" => HttpMethod.Post, "update" => HttpMethod.Put, "patch" => HttpMethod.Patch, "delete" => HttpMethod.Delete, _ => HttpMethod.Get };

    private static async Task<int> SearchAsync(HttpClient person, string text) =>
        (await person.GetFromJsonAsync<JsonElement>($"/api/v1/search?q={text}", Token)).GetProperty("total").GetInt32();

    private static Task<string> CompletesAsync(HttpClient person, string term) => person.GetStringAsync($"/api/v1/search/complete?term={term}&q={term}", Token);

    private async Task<int> NodesAsync()
    {
        (await new Guests(walked.Site).Member.ListAsync(new("", "v1", "nodes"), null, new(), Token)).TryGet(out var page, out var failure).ShouldBeTrue(failure?.Message);
        return page!.Items.Count;
    }

    /// <summary>What the channel says there are, once it has told of so many new ones.</summary>
    private static async Task<int> ChangedAsync(LiveTab tab, int added)
    {
        for (var seen = 0; ;)
        {
            var message = await tab.ReadAsync();
            LiveTab.TypeOf(message).ShouldBe("changed");
            if ((seen += message!.Value.GetProperty("added").GetInt32()) >= added) return message.Value.GetProperty("total").GetInt32();
        }
    }
}

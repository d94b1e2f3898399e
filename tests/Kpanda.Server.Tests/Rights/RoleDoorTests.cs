using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kpanda.Permissions.Roles;
using Kpanda.Server.Tests.Live;
using Kpanda.Server.Tests.Terminals;

namespace Kpanda.Server.Tests.Rights;

/// <summary>
/// Every role at the doors of the console, beside those of <see cref="RoleWalkTests"/>: logs, terminals, files, exports, search, suggestions, events, live updates, permissions, and what is done to workloads, nodes and
/// namespaces. Each is asked in
/// the person's own namespace and in another one. What is refused tells nothing: the answer is the same as about names that there are not.
/// </summary>
public sealed partial class RoleDoorTests(RoleDoorTests.Doors doors, ITestOutputHelper output) : IClassFixture<RoleDoorTests.Doors>
{
    private const string Own = "door-own";
    private const string Other = "door-other";
    private const string Nowhere = "door-absent";

    // Stands in every object of the other namespace, and in none of the own.
    private const string Marker = "gemstone";
    private const string Cluster = Guests.Cluster;
    private const string Api = "/apis/kpanda.io/v1alpha1";
    private static readonly string Placed = $"{Api}/clusters/{Cluster}/namespaces";

    private static readonly string[] Roles = [RoleTemplates.ClusterAdmin, RoleTemplates.NamespaceAdmin, RoleTemplates.NamespaceEdit, RoleTemplates.NamespaceView];
    private static readonly bool[] Everybody = [true, true, true, true];
    private static readonly bool[] Editors = [true, true, true, false];
    private static readonly bool[] Administrators = [true, true, false, false];
    private static readonly bool[] ClusterAlone = [true, false, false, false];

    // Headers that differ from answer to answer, or with the length of a name.
    private static readonly HashSet<string> OfEachAnswer = new(["Date", "Set-Cookie", "X-Request-ID", "Content-Length"], StringComparer.OrdinalIgnoreCase);

    /// <summary>One line of the matrix at one door.</summary>
    /// <param name="Area">As the matrix has it.</param>
    /// <param name="Action">As the matrix has it, and the door.</param>
    /// <param name="Allowed">By role, in the own namespace.</param>
    /// <param name="Ask">The request about a namespace.</param>
    /// <param name="Count">How much an answer of 200 shows, for doors that show less to who may less; null where it is refused.</param>
    private sealed record Door(string Area, string Action, bool[] Allowed, Func<string, HttpRequestMessage> Ask, Func<string, int>? Count = null)
    {
        /// <summary>Whether it is about a namespace, in the path or in what is sent.</summary>
        public bool IsPlaced
        {
            get
            {
                using var request = Ask(Own);
                return request.Content is not null || request.RequestUri!.OriginalString.Contains(Own, StringComparison.Ordinal);
            }
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Door[] All =>
    [
        new("Pod, ReplicaSet", "logs: as a file", Everybody, ns => Get($"/api/v1/logs/download?cluster={Cluster}&namespace={ns}&pod=pod-of-{ns}&container=main&tailLines=1")),
        new("Pod, ReplicaSet", "logs: kubectl", Everybody, ns => Get($"/k8s/clusters/{Cluster}/api/v1/namespaces/{ns}/pods/pod-of-{ns}/log?tailLines=1")),
        new("Pod, ReplicaSet", "logs: published cloud shell", Everybody, ns => Post($"{Api}/cloudshells", new { type = "logs", cluster = Cluster, @namespace = ns, podName = $"pod-of-{ns}", container = "main", logCount = 1 })),
        new("Pod, ReplicaSet", "containers", Everybody, ns => Get($"{Placed}/{ns}/pods/pod-of-{ns}")),
        new("Pod, ReplicaSet", "YAML", Everybody, ns => Get($"{Placed}/{ns}/pods/pod-of-{ns}/json")),
        new("Pod, ReplicaSet", "console", Editors, ns => Post("/api/v1/terminals", new { cluster = Cluster, @namespace = ns, pod = $"pod-of-{ns}", container = "main" })),
        new("Pod, ReplicaSet", "console: published cloud shell", Editors, ns => Post($"{Api}/cloudshells", new { type = "exec", cluster = Cluster, @namespace = ns, podName = $"pod-of-{ns}", container = "main" })),
        new("Pod, ReplicaSet", "browse files", Editors, ns => Get($"{Files(ns)}?container=main&path=/etc")),
        new("Pod, ReplicaSet", "download", Editors, ns => Get($"{Files(ns)}/content?container=main&path=/etc/hostname")),
        new("Pod, ReplicaSet", "upload", Editors, ns => new(HttpMethod.Post, $"{Files(ns)}?container=main&path=/tmp") { Content = Form() }),
        new("ConfigMap", "details", Everybody, ns => Get($"{Placed}/{ns}/configmaps/map-of-{ns}")),
        new("ConfigMap", "export", Everybody, ns => Get($"{Placed}/{ns}/configmaps/map-of-{ns}/json")),
        new("ConfigMap", "list", Everybody, ns => Get($"{Placed}/{ns}/configmaps?name=map-of"), Total),
        new("Secret", "details", Editors, ns => Get($"{Placed}/{ns}/secrets/key-of-{ns}")),
        new("Secret", "export", Editors, ns => Get($"{Placed}/{ns}/secrets/key-of-{ns}/json")),
        new("Secret", "list", Editors, ns => Get($"{Placed}/{ns}/secrets?name=key-of"), Total),
        new("Secret", "search", Editors, ns => Get($"/api/v1/search?q=key-of-{ns}"), text => Read(text).GetProperty("total").GetInt32()),
        new("ConfigMap", "search", Everybody, ns => Get($"/api/v1/search?q=map-of-{ns}"), text => Read(text).GetProperty("total").GetInt32()),
        new("Namespace", "suggestions", Everybody, ns => Get($"/api/v1/search/complete?term=namespace:{ns}&q=namespace:{ns}"), text => Regex.Count(text, Own) + Regex.Count(text, Other)),
        new("Namespace", "details", Everybody, ns => Get($"{Placed}/{ns}")),
        new("Namespace", "labels", Administrators, ns => new(HttpMethod.Put, $"{Placed}/{ns}/labels") { Content = JsonContent.Create(new { labels = new Dictionary<string, string>() }) }),
        new("Pod, ReplicaSet", "events", Everybody, ns => Get($"{Placed}/{ns}/events?pageSize=100"), Total),
        new("Permissions", "see", Administrators, ns => Get($"/api/v1/permissions/grants?cluster={Cluster}&namespace={ns}"), Items),
        new("Permissions", "grant", Administrators, ns => Post("/api/v1/permissions/grants", new { cluster = Cluster, namespaces = new[] { ns }, role = RoleTemplates.NamespaceView, subjects = new[] { new { kind = "User", name = RoleTemplates.NamespaceView } } })),
        new("Permissions", "who has access", Administrators, ns => Get($"/api/v1/permissions/access?cluster={Cluster}&namespace={ns}&verb=list&resource=pods"), Items),
        new("Nodes", "list", ClusterAlone, _ => Get($"{Api}/clusters/{Cluster}/nodes"), Total),
        new("CRD", "all", ClusterAlone, _ => Get($"{Api}/clusters/{Cluster}/customresourcedefinitions"), Total),
        new("Cluster", "overview: nodes", ClusterAlone, _ => Get($"/api/v1/clusters/{Cluster}/overview"), text => Read(text).GetProperty("cluster").GetProperty("nodes").GetProperty("total").GetInt32()),
        new("Nodes", "details", ClusterAlone, _ => Get($"{Api}/clusters/{Cluster}/nodes/{doors.Node}")),
        new("Nodes", "YAML", ClusterAlone, _ => Get($"{Api}/clusters/{Cluster}/nodes/{doors.Node}/json")),
        new("Nodes", "monitoring", ClusterAlone, _ => Get($"/api/v1/clusters/{Cluster}/nodes/{doors.Node}/usage")),
        new("Nodes", "cordon", ClusterAlone, _ => new(HttpMethod.Post, $"{Api}/clusters/{Cluster}/nodes/{doors.Node}/cordon")),
        new("Nodes", "cordon: uncordon", ClusterAlone, _ => new(HttpMethod.Post, $"{Api}/clusters/{Cluster}/nodes/{doors.Node}/uncordon")),
        new("Deployment", "list", Everybody, ns => Get($"{Placed}/{ns}/deployments?name=app-of"), Total),
        new("Deployment", "details", Everybody, ns => Get($"{Placed}/{ns}/deployments/app-of-{ns}")),
        new("Deployment", "create", Editors, ns => Make(ns, "deployments", Deployment("new"))),
        new("Deployment", "restart", Editors, ns => Do(ns, "deployments/app-of", "restart")),
        new("Deployment", "pause", Editors, ns => Do(ns, "deployments/app-of", "pause")),
        new("Deployment", "pause: resume", Editors, ns => Do(ns, "deployments/app-of", "resume")),
        new("Deployment", "stop", Editors, ns => Do(ns, "deployments/app-of", "stop")),
        new("Deployment", "stop: start", Editors, ns => Do(ns, "deployments/app-of", "start")),
        new("Job", "list", Everybody, ns => Get($"{Placed}/{ns}/jobs?name=task-of"), Total),
        new("Job", "YAML", Everybody, ns => Get($"{Placed}/{ns}/jobs/task-of-{ns}/json")),
        new("Job", "create", Editors, ns => Make(ns, "jobs", Job("new"))),
        new("CronJob", "stop", Editors, ns => Do(ns, "cronjobs/clock-of", "pause")),
        new("CronJob", "restart", Editors, ns => Do(ns, "cronjobs/clock-of", "resume")),
        new("Pod, ReplicaSet", "monitoring", Everybody, ns => Get($"/api/v1/clusters/{Cluster}/namespaces/{ns}/pods/pod-of-{ns}/usage")),
        new("Service", "list", Everybody, ns => Get($"{Placed}/{ns}/services?name=door-to"), Total),
        new("Service", "create", Editors, ns => Make(ns, "services", Service("new"))),
        new("NetworkPolicy", "list", Everybody, ns => Get($"{Placed}/{ns}/networkpolicies?name=wall-of"), Total),
        new("NetworkPolicy", "details", Editors, ns => Get($"{Placed}/{ns}/networkpolicies/wall-of-{ns}")),
        new("NetworkPolicy", "create", Editors, ns => Make(ns, "networkpolicies", Wall("new"))),
        new("PVC", "list", Everybody, ns => Get($"{Placed}/{ns}/persistentvolumeclaims?name=disk-of"), Total),
        new("PVC", "details", Everybody, ns => Get($"{Placed}/{ns}/persistentvolumeclaims/disk-of-{ns}")),
        new("PVC", "create", Editors, ns => Make(ns, "persistentvolumeclaims", Disk("new"))),
        new("PV, StorageClass", "list", ClusterAlone, _ => Get($"{Api}/clusters/{Cluster}/storageclasses"), Total),
        new("ConfigMap", "create", Editors, ns => Make(ns, "configmaps", Object("v1", "ConfigMap", "new"))),
        new("Secret", "create", Editors, ns => Make(ns, "secrets", Object("v1", "Secret", "new"))),
        new("Namespace", "list", Everybody, ns => Get($"{Api}/clusters/{Cluster}/namespaces?name={ns}"), Total),
        new("Namespace", "create", ClusterAlone, ns => Post($"{Api}/clusters/{Cluster}/namespaces?dryRun=All", new { data = Object("v1", "Namespace", $"new-{ns}").ToJsonString() })),
        new("Namespace", "quota", ClusterAlone, ns => Make(ns, "resourcequotas", Object("v1", "ResourceQuota", "new", """{"spec":{"hard":{"pods":"9"}}}"""))),
        new("Cluster", "download kubeconfig", Everybody, _ => Get($"{Api}/clusters/{Cluster}/kubeconfig")),
    ];

    [Fact]
    public async Task Doors_AreOpenAsTheMatrixSays_AndTellNothingElse()
    {
        var problems = new List<string>();
        var asked = 0;
        foreach (var door in All)
        {
            for (var role = 0; role < Roles.Length; role++)
            {
                asked++;
                var own = await AskAsync(role, door, Own);
                if (own.IsOpen != door.Allowed[role]) problems.Add($"{door.Area}, {door.Action}: {Roles[role]} -> {own}, to be {(door.Allowed[role] ? "open" : "closed")}");
                if (role == 0) continue;
                if (own.Text.Contains(Marker, StringComparison.Ordinal) || own.Text.Contains(Other, StringComparison.Ordinal)) problems.Add($"{door.Area}, {door.Action}: {Roles[role]} learns of the other namespace: {own}");

                var other = await AskAsync(role, door, Other);
                var absent = await AskAsync(role, door, Nowhere);
                if (door.IsPlaced && other.IsOpen) problems.Add($"{door.Area}, {door.Action}: {Roles[role]} -> {other} elsewhere");
                if (other.Text.Contains(Marker, StringComparison.Ordinal)) problems.Add($"{door.Area}, {door.Action}: {Roles[role]} learns of {Other}: {other}");
                if (other.Status != absent.Status || Plain(other.Text) != Plain(absent.Text)) problems.Add($"{door.Area}, {door.Action}: {Roles[role]} -> {Unlike(other, absent)} where it is, {Unlike(absent, other)} where it is not");
            }
        }

        output.WriteLine($"{All.Length} doors, {asked} questions in the own namespace");
        foreach (var problem in problems) output.WriteLine(problem);
        problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task LiveObjects_AreFollowedByWhoMayReadThem()
    {
        foreach (var (segment, name, allowed) in new[] { ("configmaps", "map-of", Everybody), ("secrets", "key-of", Editors), ("pods", "pod-of", Everybody) })
        {
            for (var role = 0; role < Roles.Length; role++)
            {
                foreach (var (ns, may) in new[] { (Own, allowed[role]), (Other, role == 0), (Nowhere, role == 0) })
                {
                    using var tab = await LiveTab.AskAsync(doors.Site, doors.People[role], $"{Placed}/{ns}/{segment}/{name}-{ns}");
                    var first = (await tab.ReadAsync()).ShouldNotBeNull();
                    (LiveTab.TypeOf(first) == "subscribed").ShouldBe(may, $"{Roles[role]} follows {segment} in {ns}: {first}");
                    if (!may) first.ToString().ShouldNotContain(Marker);
                }
            }
        }
    }

    private static HttpRequestMessage Get(string path) => new(HttpMethod.Get, path);

    private static HttpRequestMessage Post(string path, object body) => new(HttpMethod.Post, path) { Content = JsonContent.Create(body) };

    /// <summary>Has the member try to make something, and keep nothing of it.</summary>
    private static HttpRequestMessage Make(string ns, string segment, JsonObject obj) => Post($"{Placed}/{ns}/{segment}?dryRun=All", new { data = obj.ToJsonString() });

    private static HttpRequestMessage Do(string ns, string what, string action) => new(HttpMethod.Post, $"{Placed}/{ns}/{what}-{ns}:{action}");

    private static JsonObject Deployment(string name) => Object("apps/v1", "Deployment", name, """
        {"spec":{"replicas":1,"selector":{"matchLabels":{"app":"door"}},"template":{"metadata":{"labels":{"app":"door"}},"spec":{"containers":[{"name":"main","image":"nginx:1.27"}]}}}}
        """);

    private static JsonObject Job(string name) => Object("batch/v1", "Job", name, """
        {"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"main","image":"busybox:1.36"}]}}}}
        """);

    private static JsonObject CronJob(string name) => Object("batch/v1", "CronJob", name, """
        {"spec":{"schedule":"0 0 1 1 *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"main","image":"busybox:1.36"}]}}}}}}
        """);

    private static JsonObject Service(string name) => Object("v1", "Service", name, """{"spec":{"selector":{"app":"door"},"ports":[{"port":80}]}}""");

    private static JsonObject Wall(string name) => Object("networking.k8s.io/v1", "NetworkPolicy", name, """{"spec":{"podSelector":{},"policyTypes":["Ingress"]}}""");

    private static JsonObject Disk(string name) => Object("v1", "PersistentVolumeClaim", name, """{"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}""");

    private static JsonObject Object(string version, string kind, string name, string rest = "{}")
    {
        var made = JsonNode.Parse(rest)!.AsObject();
        made["apiVersion"] = version;
        made["kind"] = kind;
        if (made["metadata"] is not JsonObject metadata) made["metadata"] = metadata = [];
        metadata["name"] = name;
        return made;
    }

    private static string Files(string ns) => $"/api/v1/clusters/{Cluster}/namespaces/{ns}/pods/pod-of-{ns}/files";

    private static MultipartFormDataContent Form() => new()
    {
        { new StringContent("""{"files":[{"path":"a","size":"1"}]}""", Encoding.UTF8, "application/json"), "manifest" },
        { new ByteArrayContent("x"u8.ToArray()), "file", "file" },
    };

    private static int Total(string text) => Read(text).GetProperty("pagination").GetProperty("total").GetInt32();

    private static int Items(string text) => Read(text).GetProperty("items").GetArrayLength();

    private static JsonElement Read(string text) => JsonDocument.Parse(text).RootElement;

    private async Task<Answer> AskAsync(int role, Door door, string ns)
    {
        using var request = door.Ask(ns);
        using var answer = await (request.RequestUri!.OriginalString.StartsWith("/k8s", StringComparison.Ordinal) ? doors.People[role] : doors.Browsers[role]).SendAsync(request, Token);
        var body = await answer.Content.ReadAsStringAsync(Token);
        var isOpen = answer.IsSuccessStatusCode && (door.Count is null || door.Count(body) > 0);
        return new(answer.StatusCode, isOpen, $"{string.Join('\n', answer.Headers.Concat(answer.Content.Headers).Where(header => !OfEachAnswer.Contains(header.Key)).Select(header => $"{header.Key}: {string.Join(',', header.Value)}"))}\n{body}");
    }

    private sealed record Answer(HttpStatusCode Status, bool IsOpen, string Text)
    {
        public override string ToString() => $"{(int)Status} {Text[(Text.LastIndexOf('\n') + 1)..]}";
    }

    private static string Unlike(Answer one, Answer another) => $"{(int)one.Status} {string.Join(" | ", Plain(one.Text).Split('\n').Except(Plain(another.Text).Split('\n')))}";

    private static string Plain(string text) => OfRequest().Replace(text.Replace(Other, Nowhere, StringComparison.Ordinal), "");

    [GeneratedRegex("\"requestId\":\"[^\"]*\"|request [0-9a-f]{32}|\"syncedAt\":\"[^\"]*\"|\"generatedAt\":\"[^\"]*\"")]
    private static partial Regex OfRequest();

    /// <summary>A server with one simulated cluster, two namespaces with a pod, a ConfigMap and a Secret each, and a person for each role, who holds it in the first of them.</summary>
    public sealed class Doors : IAsyncLifetime
    {
        internal ServerSite Site { get; private set; } = null!;

        internal HttpClient[] People { get; private set; } = [];

        internal HttpClient[] Browsers { get; private set; } = [];

        internal string Node { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            Site = await ServerSite.StartAsync(("sandbox", "true"), ("sandbox-clusters", "1"));
            var guests = new Guests(Site);
            using var admin = await Site.SignedInAsync();
            foreach (var ns in new[] { Own, Other })
            {
                var word = ns == Other ? Marker : "pebble";
                await guests.MakeNamespaceAsync(ns);
                await guests.MakeAsync(new("", "v1", "configmaps"), ns, Object("v1", "ConfigMap", $"map-of-{ns}", $$$"""{"data":{"word":"{{{word}}}"} }"""));
                await guests.MakeAsync(new("", "v1", "secrets"), ns, Object("v1", "Secret", $"key-of-{ns}", $$$"""{"stringData":{"word":"{{{word}}}"},"metadata":{"labels":{"word":"{{{word}}}"} } }"""));
                await guests.MakeAsync(new("", "v1", "events"), ns, Object("v1", "Event", $"event-of-{ns}", $$$"""{"reason":"Told","message":"{{{word}}}","type":"Normal","involvedObject":{"kind":"Pod","namespace":"{{{ns}}}","name":"pod-of-{{{ns}}}"} }"""));
                await guests.MakeAsync(new("", "v1", "pods"), ns, Object("v1", "Pod", $"pod-of-{ns}", $$$"""{"metadata":{"labels":{"word":"{{{word}}}"},"annotations":{"sandbox.kpanda.io/log-lines-per-second":"5"}},"spec":{"containers":[{"name":"main","image":"nginx:1.27"}]}}"""));
                await guests.MakeAsync(new("apps", "v1", "deployments"), ns, Deployment($"app-of-{ns}"));
                await guests.MakeAsync(new("batch", "v1", "jobs"), ns, Job($"task-of-{ns}"));
                await guests.MakeAsync(new("batch", "v1", "cronjobs"), ns, CronJob($"clock-of-{ns}"));
                await guests.MakeAsync(new("", "v1", "services"), ns, Service($"door-to-{ns}"));
                await guests.MakeAsync(new("networking.k8s.io", "v1", "networkpolicies"), ns, Wall($"wall-of-{ns}"));
                await guests.MakeAsync(new("", "v1", "persistentvolumeclaims"), ns, Disk($"disk-of-{ns}"));
                await Guests.UntilAsync(
                    async () => (await admin.GetFromJsonAsync<JsonNode>($"/k8s/clusters/{Cluster}/api/v1/namespaces/{ns}/pods/pod-of-{ns}", Token))!["status"]?["containerStatuses"]?[0]?["ready"]?.GetValue<bool>() == true,
                    "the pod runs");
            }

            People = await Task.WhenAll(Roles.Select(guests.SignInAsync));
            Browsers = await Task.WhenAll(Roles.Select(role => TerminalPage.BrowserAsync(Site, role)));
            for (var i = 0; i < Roles.Length; i++)
            {
                await guests.BindAsync(Roles[i], Roles[i], RoleTemplates.IsOfCluster(Roles[i]) ? "" : Own);
                var person = People[i];
                await Guests.UntilAsync(async () => await Guests.TotalAsync(person, $"{Api}/asl/configmaps?name=map-of-{Own}") == 1, $"{Roles[i]} sees what is there");
            }

            foreach (var list in new[] { "events", "pods?name=pod-of", "secrets?name=key-of", "deployments?name=app-of", "jobs?name=task-of", "cronjobs?name=clock-of", "services?name=door-to", "networkpolicies?name=wall-of", "persistentvolumeclaims?name=disk-of" })
                foreach (var ns in new[] { Own, Other })
                    await Guests.UntilAsync(async () => await Guests.TotalAsync(admin, $"{Placed}/{ns}/{list}") > 0, $"{list} of {ns} are known");

            Node = (await admin.GetFromJsonAsync<JsonNode>($"/k8s/clusters/{Cluster}/api/v1/nodes?limit=1", Token))!["items"]![0]!["metadata"]!["name"]!.GetValue<string>();
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var client in People.Concat(Browsers)) client.Dispose();
            await Site.DisposeAsync();
        }
    }
}

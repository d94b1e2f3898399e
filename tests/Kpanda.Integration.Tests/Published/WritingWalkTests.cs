using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Kpanda.Integration.Tests.Published;

/// <summary>
/// Writing operations of the published API, done in one namespace of a cluster from its import to its removal: the answer of each has the published form. On a simulated cluster always, on
/// real ones when they are named.
/// </summary>
public sealed class WritingWalkTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SimulatedCluster_AnswersInThePublishedForm()
    {
        await using var own = new ServerProcess();
        await own.InitializeAsync();
        await new Walk(own.Client, "walk", own.ForeignKubeconfigs[0], output).RunAsync(atLeast: 97);
    }

    [Fact]
    public async Task RealClusters_AnswerInThePublishedForm()
    {
        Assert.SkipWhen(RealClusters.Kubeconfigs.Count == 0, $"{RealClusters.Variable} names no cluster.");
        await using var own = new ServerProcess();
        await own.InitializeAsync();
        for (var i = 0; i < RealClusters.Kubeconfigs.Count; i++)
            await new Walk(own.Client, $"walk-{i}", await File.ReadAllTextAsync(RealClusters.Kubeconfigs[i], Token), output).RunAsync(atLeast: 80);
    }

    private sealed class Walk(HttpClient client, string cluster, string kubeconfig, ITestOutputHelper output)
    {
        private const string Ns = "/clusters/{cluster}/namespaces/{namespace}";

        private readonly string _namespace = "kpanda-walk-" + Guid.CreateVersion7().ToString("N")[^8..];
        private readonly HashSet<string> _checked = [];
        private readonly SortedSet<string> _problems = new(StringComparer.Ordinal);
        private readonly SortedSet<string> _notServed = new(StringComparer.Ordinal);
        private IReadOnlyList<PublishedAnswers.Operation> _operations = [];

        public async Task RunAsync(int atLeast)
        {
            _operations = await PublishedAnswers.CoveredAsync(client);
            await DoAsync("POST", "/clusters/validate", new { kubeConfigString = kubeconfig });
            await DoAsync("POST", "/clusters", new { name = cluster, kubeConfigString = kubeconfig });
            await DoAsync("POST", "/clusters/{cluster}/namespaces", new { data = Manifests.Of("namespaces", _namespace) }, wait: true);
            try
            {
                await WorkloadsAsync();
                await KindsAsync();
                await CustomResourcesAsync();
                await NamespaceAsync();
                await NodesAsync();
                await KubeconfigsAsync();
            }
            finally
            {
                await DoAsync("DELETE", "/clusters/{cluster}/namespaces/{name}", name: _namespace);
            }

            await DoAsync("PUT", "/clusters/{name}/labels", new { labels = new { walked = "true" } }, cluster);
            await DoAsync("PUT", "/clusters/{name}", new { aliasName = "walked" }, cluster);
            await DoAsync("POST", "/clusters/{name}/validate", new { }, cluster);
            await DoAsync("DELETE", "/clusters/{name}", new { }, cluster);

            var open = _operations.Where(operation => operation.Method != "GET").Select(operation => operation.ToString()).Except(_checked).Except(_notServed).Order(StringComparer.Ordinal).ToList();
            output.WriteLine($"{cluster}: {_checked.Count} writing operations answer in the published form; not served: {string.Join(", ", _notServed)}; not tried: {string.Join(", ", open)}");
            _problems.ShouldBeEmpty();
            _checked.Count.ShouldBeGreaterThanOrEqualTo(atLeast);
        }

        private async Task KubeconfigsAsync()
        {
            using var response = await client.GetAsync($"{PublishedAnswers.Prefix}/clusters/{cluster}", Token);
            using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token));
            var id = answer.RootElement.GetProperty("status").GetProperty("kubeSystemID").GetString()!;
            await DoAsync("POST", "/clusters/{cluster}/clustercert", new { expirationSeconds = 600 });
            await DoAsync("POST", "/kubesystemid/{kubeSystemID}/clustercert", new { expirationSeconds = 600 }, id);
        }

        /// <summary>Create, update, patch and delete for each kind that has them.</summary>
        private async Task KindsAsync()
        {
            var made = new List<(string Segment, bool IsNamespaced)>();
            foreach (var (segment, isNamespaced) in Manifests.Kinds)
            {
                var list = isNamespaced ? $"{Ns}/{segment}" : $"/clusters/{{cluster}}/{segment}";
                var name = Manifests.NameIn(segment, _namespace);
                // Roles have a form of their own: the name stands in the path, or beside the data.
                var post = segment == "clusterroles" ? $"{list}/{{name}}" : list;
                if (!await DoAsync("POST", post, new { name, data = Manifests.Of(segment, name) }, name)) continue;
                made.Add((segment, isNamespaced));
                if (segment == "serviceaccounts") await DoAsync("PUT", "/clusters/{cluster}/serviceaccounts/{name}", new { @namespace = _namespace, data = Manifests.Of(segment, name) }, name);
                else await DoAsync("PUT", $"{list}/{{name}}", null, name, sendBack: true);
                foreach (var path in (string[])[$"{list}/{{name}}", $"{list}/{{name}}/json"]) await DoAsync("PATCH", path, new { data = new { metadata = new { labels = new { walked = "true" } } } }, name);
                await DoAsync("PUT", $"{list}/{{name}}/labels", new { labels = new { walked = "twice" } }, name);
                await DoAsync("PUT", $"{list}/{{name}}/annotations", new { annotations = new { walked = "twice" } }, name);
                if (segment == "persistentvolumeclaims") await DoAsync("POST", $"{list}/{{name}}:scale", new { capacity = "2Gi" }, name, mayBeRefused: true);
            }

            var subject = new { kind = "Group", name = "walkers" };
            await DoAsync("POST", $"{Ns}/rolebindings", new { name = "walk", roleRef = new { kind = "ClusterRole", name = "view" }, subject });
            await DoAsync("DELETE", $"{Ns}/rolebindings/{{name}}");
            await DoAsync("POST", "/clusters/{cluster}/clusterrolebindings", new { name = _namespace, roleRef = new { kind = "ClusterRole", name = "view" }, subject });
            await DoAsync("DELETE", "/clusters/{cluster}/clusterrolebindings/{name}", name: _namespace);
            await DoAsync("POST", "/clusters/{cluster}/metallb/check-serviceports", new { sharedLoadBalancerIP = "10.0.0.1", servicePorts = new[] { 80 } });
            foreach (var (segment, isNamespaced) in made)
                await DoAsync("DELETE", isNamespaced ? $"{Ns}/{segment}/{{name}}" : $"/clusters/{{cluster}}/{segment}/{{name}}", name: Manifests.NameIn(segment, _namespace));
        }

        private async Task WorkloadsAsync()
        {
            foreach (var kind in (string[])["deployments", "statefulsets", "daemonsets", "cronjobs", "jobs"])
            {
                var one = $"{Ns}/{kind}/{{name}}";
                await DoAsync("POST", $"{Ns}/{{kind}}/json", new { data = Manifests.Of(kind, "walk") }, kind: kind);
                await DoAsync("PUT", $"{Ns}/{{kind}}/{{name}}/json", null, kind: kind, sendBack: true);
                await DoAsync("PATCH", one, new { data = """{"metadata":{"labels":{"walked":"true"}}}""" });
                foreach (var action in (string[])["restart", "pause", "resume", "stop", "start"])
                    await DoAsync("POST", $"{one}:{action}", kind == "cronjobs" ? new { paused = action == "pause" } : new { }, wait: true);
                await RollBackAsync(one);
            }

            await DoAsync("POST", $"{Ns}/resources", new { data = new[] { Manifests.Of("replicasets", "walk-one"), Manifests.Of("pods", "walk-pod") } });
            await DoAsync("PUT", $"{Ns}/replicasets/{{name}}", null, "walk-one", sendBack: true);
            await DoAsync("DELETE", $"{Ns}/replicasets/{{name}}", name: "walk-one");
            await DoAsync("DELETE", $"{Ns}/pods/{{name}}", name: "walk-pod");
            foreach (var kind in (string[])["deployments", "statefulsets", "daemonsets", "cronjobs", "jobs"]) await DoAsync("DELETE", $"{Ns}/{kind}/{{name}}");
        }

        /// <summary>A template that was changed before the controller had written the first down has one revision only: it is changed until there are two.</summary>
        private async Task RollBackAsync(string one)
        {
            if (!_operations.Any(operation => operation.Path == $"{one}:rollback")) return;
            await Deadline.ForAsync($"a roll-back of {one}", Patience, async _ =>
            {
                if (await DoAsync("POST", $"{one}:rollback", new { revision = "1" }, mayBeRefused: true)) return "done";
                await DoAsync("POST", $"{one}:restart", new { });
                return null;
            });
        }

        private async Task CustomResourcesAsync()
        {
            const string Gvr = "/clusters/{cluster}/gvr/{group}/{version}";
            foreach (var (plural, isNamespaced) in Manifests.CustomKinds)
            {
                await DoAsync("POST", "/clusters/{cluster}/customresourcedefinitions", new { data = Manifests.Definition(plural, isNamespaced, _namespace) });
                var list = isNamespaced ? $"{Gvr}/namespaces/{{namespace}}/{{resource}}" : $"{Gvr}/{{resource}}";
                // The cluster serves the kind some moments after its definition is there, and this server hears of it after that.
                await DoAsync("POST", list, new { data = Manifests.Custom(plural, _namespace) }, kind: plural, wait: true);
                await DoAsync("PUT", $"{list}/{{name}}", null, kind: plural, sendBack: true);
                await DoAsync("PATCH", $"{list}/{{name}}", new { data = """{"metadata":{"labels":{"walked":"true"}}}""", patchType = "PATCH_TYPE_MERGE" }, kind: plural);
                await DoAsync("PUT", $"{list}/{{name}}/status", null, kind: plural, sendBack: true);
                await DoAsync("DELETE", $"{list}/{{name}}", kind: plural);
                await DoAsync("PUT", "/clusters/{cluster}/customresourcedefinitions/{name}", null, Manifests.DefinitionName(plural, _namespace), sendBack: true);
                await DoAsync("DELETE", "/clusters/{cluster}/customresourcedefinitions/{name}", name: Manifests.DefinitionName(plural, _namespace));
            }
        }

        private async Task NamespaceAsync()
        {
            const string One = "/clusters/{cluster}/namespaces/{name}";
            await DoAsync("PUT", One, null, _namespace, sendBack: true);
            await DoAsync("PATCH", One, new { data = new { metadata = new { labels = new { walked = "true" } } } }, _namespace);
            await DoAsync("POST", $"{One}/podsecurity:enable", new { podSecurity = new[] { new { level = "baseline", mode = "warn" } } }, _namespace);
            await DoAsync("POST", $"{One}/podsecurity:disable", new { }, _namespace);
        }

        private async Task NodesAsync()
        {
            var nodes = await client.GetFromJsonAsync<JsonElement>($"{PublishedAnswers.Prefix}/clusters/{cluster}/nodes?pageSize=1", Token);
            if (nodes.GetProperty("items").EnumerateArray().FirstOrDefault() is not { ValueKind: JsonValueKind.Object } node) return;
            var name = node.GetProperty("metadata").GetProperty("name").GetString()!;
            const string One = "/clusters/{cluster}/nodes/{node}";
            await DoAsync("PUT", "/clusters/{cluster}/nodes/{name}", null, name, sendBack: true);
            await DoAsync("POST", $"{One}/cordon", new { }, name);
            await DoAsync("POST", $"{One}/uncordon", new { }, name);
            await DoAsync("PUT", $"{One}/taints", new { taints = new[] { new { key = "walked", value = "true", effect = "PreferNoSchedule" } } }, name);
            await DoAsync("PUT", $"{One}/taints", new { taints = Array.Empty<object>() }, name);
            await DoAsync("PUT", $"{One}/labels", new { labels = node.GetProperty("metadata").GetProperty("labels") }, name);
            await DoAsync("PUT", $"{One}/annotations", new { annotations = new { walked = "true" } }, name);
            await DoAsync("POST", "/clusters/{cluster}/nodes:batchBindNamespace", new { @namespace = _namespace, nodeNames = new[] { name } });
            await DoAsync("POST", "/clusters/{cluster}/nodes/{name}:unbindNamespace", new { @namespace = _namespace }, name);
        }

        /// <summary>Does one thing, where the published API has it, and checks the answer.</summary>
        /// <param name="body">What is sent.</param>
        /// <param name="sendBack">Whether the object itself is sent, as the member has it.</param>
        /// <param name="wait">Whether it can only be done some time after what was done before.</param>
        /// <param name="mayBeRefused">Whether it is for the cluster to say that it does not do this.</param>
        /// <returns>Whether it was done.</returns>
        private async Task<bool> DoAsync(
            string method, string path, object? body = null, string name = "walk", string kind = "", bool sendBack = false, bool wait = false, bool mayBeRefused = false)
        {
            if (_operations.FirstOrDefault(operation => operation.Method == method && operation.Path == path) is not { } operation) return false;
            var filled = PublishedAnswers.Prefix + (path.StartsWith("/clusters/{name}", StringComparison.Ordinal) ? path.Replace("{name}", cluster, StringComparison.Ordinal) : path)
                .Replace("{cluster}", cluster, StringComparison.Ordinal).Replace("{namespace}", _namespace, StringComparison.Ordinal).Replace("{name}", name, StringComparison.Ordinal).Replace("{node}", name, StringComparison.Ordinal)
                .Replace("{group}", Manifests.Group(_namespace), StringComparison.Ordinal).Replace("{version}", "v1", StringComparison.Ordinal).Replace("{kind}", kind, StringComparison.Ordinal).Replace("{resource}", kind, StringComparison.Ordinal)
                .Replace("{kubeSystemID}", name, StringComparison.Ordinal);
            var (status, text) = await Deadline.ForAsync(operation.ToString(), Patience, async token =>
            {
                var sent = sendBack ? await CurrentAsync(filled, token) : body;
                using var request = new HttpRequestMessage(new HttpMethod(method), filled) { Content = sent is null ? null : JsonContent.Create(sent) };
                using var response = await client.SendAsync(request, token);
                var answer = new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(token));
                // Somebody else of the cluster was faster, or the cluster is not as far yet: once more.
                return (wait && answer.Status is (HttpStatusCode.NotFound or HttpStatusCode.BadRequest or HttpStatusCode.ServiceUnavailable)) || (sendBack && answer.Status == HttpStatusCode.Conflict) ? null : answer;
            });

            if (status == HttpStatusCode.NotFound && text.Contains("object.notServed", StringComparison.Ordinal)) _notServed.Add(operation.ToString());
            else if (status == HttpStatusCode.OK)
            {
                using var answer = JsonDocument.Parse(text);
                _problems.UnionWith(operation.Problems(answer.RootElement));
                _checked.Add(operation.ToString());
                return true;
            }
            else if (!mayBeRefused || status is not (HttpStatusCode.BadRequest or HttpStatusCode.Forbidden or HttpStatusCode.NotFound)) _problems.Add($"{operation}: {(int)status} {text}");
            return false;
        }

        private async Task<object> CurrentAsync(string path, CancellationToken cancellationToken)
        {
            var one = path.EndsWith("/status", StringComparison.Ordinal) ? path[..^"/status".Length] : path.EndsWith("/json", StringComparison.Ordinal) ? path[..^"/json".Length] : path;
            using var response = await client.GetAsync($"{one}/json", cancellationToken);
            var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken)).RootElement;
            return new { data = body.TryGetProperty("data", out var data) ? data.GetString() : "{}" };
        }

        private sealed record Answer(HttpStatusCode Status, string Text);
    }
}

using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using Kpanda.Clusters;
using Kpanda.Kube;
using Kpanda.KubeModel;
using Kpanda.Permissions.Roles;
using Kpanda.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Server.Tests.Rights;

/// <summary>People who are no administrators, and what they hold in the simulated cluster of a server.</summary>
internal sealed class Guests(ServerSite site)
{
    public const string Cluster = "prod-shanghai";
    private const string Group = "rbac.authorization.k8s.io";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The member, behind the back of everybody's rights.</summary>
    public KubeClient Member => site.App.Services.GetRequiredService<IClusters>().SystemClient(Cluster).Value;

    /// <summary>A new person with a session, and the password of the administrator.</summary>
    public async Task<HttpClient> SignInAsync(string name)
    {
        await using (var connection = await site.App.Services.GetRequiredService<IStateDatabase>().OpenAsync(Token))
        {
            var columns = (await connection.QueryAsync<string>("SELECT name FROM pragma_table_info('users')")).ToList();
            var values = columns.Select(column => column switch { "id" => "@id", "name" => "@name", "administrator" => "0", _ => column });
            (await connection.ExecuteAsync($"INSERT INTO users ({string.Join(", ", columns)}) SELECT {string.Join(", ", values)} FROM users WHERE name = 'admin'", new { id = Guid.CreateVersion7(), name })).ShouldBe(1);
        }

        var client = site.NewClient();
        using var answer = await client.PostAsJsonAsync("/auth/login", new { username = name, password = ServerSite.AdminPassword }, Token);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
        client.DefaultRequestHeaders.Authorization = new("Bearer", body.GetProperty("token").GetString());
        return client;
    }

    /// <summary>Puts an object into the member.</summary>
    public async Task MakeAsync(GroupVersionResource resource, string? ns, JsonObject obj)
    {
        var made = await Member.CreateAsync(resource, ns, obj, KubeWriteOptions.Default, Token);
        (made.TryGet(out _, out var failure) || failure!.Status?.Reason == "AlreadyExists").ShouldBeTrue(failure?.Message);
    }

    public Task MakeNamespaceAsync(string name) => MakeAsync(new("", "v1", "namespaces"), null, Named("v1", "Namespace", name));

    public Task MakeConfigMapAsync(string ns, string name) => MakeAsync(new("", "v1", "configmaps"), ns, Named("v1", "ConfigMap", name));

    public Task MakeSecretAsync(string ns, string name) => MakeAsync(new("", "v1", "secrets"), ns, Named("v1", "Secret", name));

    /// <summary>A binding made by hand, with the rules of one of the roles that grants give. An empty namespace is the whole cluster.</summary>
    /// <returns>What takes it away again.</returns>
    public async Task<Func<Task>> BindAsync(string person, string role, string ns)
    {
        var own = $"by-hand-{role}";
        var clusterRole = Named($"{Group}/v1", "ClusterRole", own);
        clusterRole["rules"] = new JsonArray([.. RoleTemplates.BuiltIn[role].Select(rule => new JsonObject
        {
            ["verbs"] = Words(rule.Verbs),
            ["apiGroups"] = Words(rule.ApiGroups),
            ["resources"] = Words(rule.Resources),
            ["nonResourceURLs"] = Words(rule.NonResourceUrls),
        })]);
        await MakeAsync(new(Group, "v1", "clusterroles"), null, clusterRole);
        var binding = Named($"{Group}/v1", ns.Length == 0 ? "ClusterRoleBinding" : "RoleBinding", $"{person}-{role}");
        binding["roleRef"] = new JsonObject { ["apiGroup"] = Group, ["kind"] = "ClusterRole", ["name"] = own };
        binding["subjects"] = new JsonArray(new JsonObject { ["apiGroup"] = Group, ["kind"] = "User", ["name"] = person });
        var resource = new GroupVersionResource(Group, "v1", ns.Length == 0 ? "clusterrolebindings" : "rolebindings");
        await MakeAsync(resource, ns.Length == 0 ? null : ns, binding);
        return async () => (await Member.DeleteAsync(resource, new(ns, $"{person}-{role}"), KubeDeleteOptions.Default, Token)).TryGet(out _, out var failure).ShouldBeTrue(failure?.Message);
    }

    /// <summary>Waits until something is so.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience) throw new TimeoutException($"Not within {Patience}: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), Token);
        }
    }

    /// <summary>How many there are in a list.</summary>
    public static async Task<int> TotalAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, Token);
        var text = await answer.Content.ReadAsStringAsync(Token);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {text}");
        return JsonDocument.Parse(text).RootElement.GetProperty("pagination").GetProperty("total").GetInt32();
    }

    private static JsonObject Named(string version, string kind, string name) => new() { ["apiVersion"] = version, ["kind"] = kind, ["metadata"] = new JsonObject { ["name"] = name } };

    private static JsonArray Words(IEnumerable<string> words) => new([.. words.Select(word => JsonValue.Create(word))]);
}

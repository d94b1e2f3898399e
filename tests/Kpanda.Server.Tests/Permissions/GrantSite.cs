using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.Clusters;
using Kpanda.Kube;
using Kpanda.KubeModel;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Server.Tests.Permissions;

/// <summary>A server with two simulated clusters, and people who hold nothing yet.</summary>
public class GrantSite : IAsyncLifetime
{
    public const string First = "prod-shanghai";
    public const string Second = "staging";
    public const string Grants = "/api/v1/permissions/grants";

    private const string Password = "long enough to be let in";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static readonly GroupVersionResource RoleBindings = new("rbac.authorization.k8s.io", "v1", "rolebindings");
    public static readonly GroupVersionResource ClusterRoleBindings = new("rbac.authorization.k8s.io", "v1", "clusterrolebindings");
    public static readonly GroupVersionResource ClusterRoles = new("rbac.authorization.k8s.io", "v1", "clusterroles");

    private int _people;

    internal ServerSite Site { get; private set; } = null!;

    internal HttpClient Admin { get; private set; } = null!;

    internal static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Site = await ServerSite.StartAsync(("sandbox", "true"), ("sandbox-clusters", "2"), ("database", await DatabaseAsync()));
        Admin = await Site.SignedInAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Admin.Dispose();
        await Site.DisposeAsync();
    }

    /// <summary>URL of the database with the state; empty for SQLite.</summary>
    private protected virtual Task<string> DatabaseAsync() => Task.FromResult("");

    /// <summary>The member as its own administrator sees it.</summary>
    internal KubeClient Member(string cluster) => Site.App.Services.GetRequiredService<IClusters>().SystemClient(cluster).Value;

    /// <summary>Somebody new, signed in.</summary>
    internal async Task<(string Id, string Name, HttpClient Client)> SomebodyAsync()
    {
        var name = $"person{Interlocked.Increment(ref _people)}";
        var made = await SendAsync(Admin, HttpMethod.Post, "/apis/ghippo.io/v1alpha1/users", new { name, password = Password, temporary = false });
        var client = Site.NewClient();
        var signedIn = await client.PostAsJsonAsync("/auth/login", new { username = name, password = Password }, Token);
        signedIn.StatusCode.ShouldBe(HttpStatusCode.OK);
        client.DefaultRequestHeaders.Authorization = new("Bearer", (await signedIn.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("token").GetString());
        return (made.GetProperty("id").GetString()!, name, client);
    }

    /// <summary>A group with one member.</summary>
    internal async Task<(string Id, string Name)> GroupAsync(string member)
    {
        var name = $"group{Interlocked.Increment(ref _people)}";
        var made = await SendAsync(Admin, HttpMethod.Post, "/apis/ghippo.io/v1alpha1/groups", new { name });
        var id = made.GetProperty("id").GetString()!;
        await SendAsync(Admin, HttpMethod.Post, $"/apis/ghippo.io/v1alpha1/groups/{id}/members/{member}", new { });
        return (id, name);
    }

    /// <summary>A namespace of its own, seen by the index.</summary>
    internal async Task<string> NamespaceAsync(string cluster)
    {
        var name = $"ns{Interlocked.Increment(ref _people)}";
        await NamespaceAsync(cluster, name);
        return name;
    }

    internal async Task NamespaceAsync(string cluster, string name)
    {
        var body = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = name } };
        (await Member(cluster).CreateAsync(new("", "v1", "namespaces"), null, body, KubeWriteOptions.Default, Token)).Failure.ShouldBeNull();
    }

    internal Task<JsonElement> GrantAsync(HttpClient by, string role, string cluster, string? ns, string person) => SendAsync(
        by, HttpMethod.Post, Grants, new { cluster, namespaces = ns is null ? Array.Empty<string>() : [ns], role, subjects = new[] { new { kind = "User", name = person } } });

    /// <summary>Sends, and takes an answer of 200 for granted.</summary>
    internal static async Task<JsonElement> SendAsync(HttpClient by, HttpMethod method, string path, object? body = null)
    {
        using var answer = await TryAsync(by, method, path, body);
        var text = await answer.Content.ReadAsStringAsync(Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, $"{method} {path}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    internal static async Task<HttpResponseMessage> TryAsync(HttpClient by, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = JsonContent.Create(body);
        return await by.SendAsync(request, Token);
    }

    internal static async Task<List<string>> NamesAsync(HttpClient by, string path, string field = "name")
    {
        var answer = await SendAsync(by, HttpMethod.Get, path);
        return [.. answer.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("metadata").GetProperty(field).GetString()!)];
    }

    /// <summary>The grant in the list, when it is in this state.</summary>
    internal Task<JsonElement> StateAsync(string id, string state) => UntilAsync($"the grant is {state}", async () =>
    {
        var list = await SendAsync(Admin, HttpMethod.Get, $"{Grants}?source=granted&pageSize=1000");
        return list.GetProperty("items").EnumerateArray().Where(item => item.GetProperty("id").GetString() == id && item.GetProperty("state").GetString() == state).Select(item => (JsonElement?)item).FirstOrDefault();
    });

    /// <summary>An object of the member as it is now; null where there is none.</summary>
    internal async Task<JsonObject?> ObjectAsync(string cluster, GroupVersionResource resource, string ns, string name)
    {
        var answer = await Member(cluster).GetAsync(resource, new ObjectKey(ns, name), Token);
        return answer.TryGet(out var found, out var failure) ? JsonNode.Parse(found.Json.Span)!.AsObject() : failure.IsNotFound ? null : throw new InvalidOperationException(failure.Message);
    }

    internal static async Task<T> UntilAsync<T>(string what, Func<Task<T?>> ask)
        where T : struct
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(Patience);
        while (!patience.IsCancellationRequested)
        {
            if (await ask() is { } answer) return answer;
            await Task.Delay(Pause, Token);
        }

        throw new TimeoutException($"Waited {Patience.TotalSeconds:0} s until {what}.");
    }

    internal static Task UntilAsync(string what, Func<Task<bool>> ask) => UntilAsync<bool>(what, async () => await ask() ? true : null);
}

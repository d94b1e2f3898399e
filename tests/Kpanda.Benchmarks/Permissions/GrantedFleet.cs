using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.Benchmarks.Index;
using Kpanda.Benchmarks.Live;
using Kpanda.Kube;
using Kpanda.KubeModel;
using Kpanda.Permissions.Roles;

namespace Kpanda.Benchmarks.Permissions;

/// <summary>A server, its simulated clusters with a namespace for each team, and people and groups who are given roles there, all of it as scripts would: by the API.</summary>
internal sealed class GrantedFleet : IAsyncDisposable
{
    private const string Identity = "/apis/ghippo.io/v1alpha1";
    private const string Grants = "/api/v1/permissions/grants";
    private const int ObjectsPerNamespace = 2;
    private const int MembersPerGroup = 5;
    private const int NamespacesOfGrant = 4;
    private const int AtOnce = 4;
    private static readonly GroupVersionResource NamespaceKind = new("", "v1", "namespaces");
    private static readonly GroupVersionResource ConfigMaps = new("", "v1", "configmaps");
    private static readonly string[] Roles = [RoleTemplates.NamespaceAdmin, RoleTemplates.NamespaceEdit, RoleTemplates.NamespaceView];
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    private readonly SandboxProcess _sandbox;
    private readonly GrantedSize _size;
    private readonly Dictionary<string, HttpClient> _clients = new(StringComparer.Ordinal);
    private readonly List<string> _groups = [];

    private GrantedFleet(SandboxProcess sandbox, ServerProcess server, GrantedSize size)
    {
        (_sandbox, Server, _size) = (sandbox, server, size);
        Members = sandbox.Kubeconfigs.Keys.Order(StringComparer.Ordinal).ToDictionary(name => name, name => sandbox.Client(name, http2: false), StringComparer.Ordinal);
        Random = new Random(size.Seed);
    }

    public ServerProcess Server { get; }

    /// <summary>Clients of the members, by name, that do not go through the server.</summary>
    public IReadOnlyDictionary<string, KubeClient> Members { get; }

    /// <summary>Ids of the people. The first holds roles in scattered namespaces.</summary>
    public IReadOnlyList<string> People { get; private set; } = [];

    public string Scattered => People[0];

    public Random Random { get; }

    public static async Task<GrantedFleet> StartAsync(GrantedSize size, CancellationToken cancellationToken)
    {
        var sandbox = await SandboxProcess.StartAsync(size.Clusters, 20, cancellationToken, nodes: 2, seed: size.Seed);
        var server = await ServerProcess.StartAsync(cancellationToken, "--no-sandbox");
        var fleet = new GrantedFleet(sandbox, server, size);
        await server.SignInAsync(cancellationToken);
        await Parallel.ForEachAsync(fleet.Members.Values, Options(cancellationToken), async (member, token) => await fleet.FillAsync(member, token));
        var synced = new SyncedServer(server);
        await synced.ImportAsync(sandbox.Kubeconfigs, "", cancellationToken);
        await synced.UntilInStepAsync(size.Clusters, cancellationToken);
        await fleet.HireAsync(cancellationToken);
        Console.Error.WriteLine($"{fleet.Members.Count} clusters, {await synced.ObjectsAsync(cancellationToken)} objects, {fleet.People.Count} people; seed {size.Seed}");
        return fleet;
    }

    /// <summary>The namespace of a team.</summary>
    public static string NamespaceOf(int number) => $"team-{number}";

    /// <summary>A namespace of some team.</summary>
    public (string Cluster, string Namespace) Anywhere() => (Members.Keys.ElementAt(Random.Next(Members.Count)), NamespaceOf(Random.Next(_size.NamespacesPerCluster)));

    /// <summary>The API as somebody.</summary>
    public HttpClient As(string person) => _clients[person];

    /// <summary>Gives every role.</summary>
    /// <returns>How many grants were made.</returns>
    public async Task<int> GrantAsync(CancellationToken cancellationToken)
    {
        var made = 0;
        foreach (var cluster in Members.Keys)
        {
            var own = Some(Enumerable.Range(0, _size.NamespacesPerCluster).Select(NamespaceOf), GrantedSize.Scattered / _size.Clusters);
            made += (await GrantAsync(cluster, own, RoleTemplates.NamespaceView, [("User", Scattered)], cancellationToken)).Count;
            foreach (var role in Roles)
            {
                var subjects = Math.Max(1, _size.OthersPerCluster / Roles.Length / NamespacesOfGrant);
                var namespaces = Some(Enumerable.Range(0, _size.NamespacesPerCluster).Select(NamespaceOf), NamespacesOfGrant);
                var groups = Some(_groups, subjects / 3).Select(group => ("Group", group));
                var people = Some(People.Skip(1), subjects - (subjects / 3)).Select(person => ("User", person));
                made += (await GrantAsync(cluster, namespaces, role, [.. groups, .. people], cancellationToken)).Count;
            }
        }

        return made;
    }

    /// <summary>Gives a role.</summary>
    /// <returns>Ids of what was granted.</returns>
    public async Task<IReadOnlyList<string>> GrantAsync(string cluster, string[] namespaces, string role, (string Kind, string Id)[] subjects, CancellationToken cancellationToken)
    {
        var answer = await PostAsync(Grants, new { cluster, namespaces, role, subjects = subjects.Select(subject => new { kind = subject.Kind, id = subject.Id }) }, cancellationToken);
        return [.. answer.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];
    }

    public async Task TakeBackAsync(string grant, CancellationToken cancellationToken)
    {
        using var answer = await Server.Client.DeleteAsync($"{Grants}/{grant}", cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Waits until every grant is in its cluster.</summary>
    public async Task UntilAppliedAsync(CancellationToken cancellationToken)
    {
        while (await WaitingAsync(cancellationToken) > 0) await Task.Delay(Look, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values) client.Dispose();
        foreach (var member in Members.Values) member.Transport.Dispose();
        await Server.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    /// <summary>Makes a namespace in a member, behind the server's back.</summary>
    public static async Task MakeNamespaceAsync(KubeClient member, string name, CancellationToken cancellationToken) => await MakeAsync(member, NamespaceKind, null, "Namespace", name, cancellationToken);

    private static ParallelOptions Options(CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };

    private static async Task MakeAsync(KubeClient member, GroupVersionResource resource, string? ns, string kind, string name, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["apiVersion"] = "v1", ["kind"] = kind, ["metadata"] = new JsonObject { ["name"] = name } };
        if ((await member.CreateAsync(resource, ns, body, KubeWriteOptions.Default, cancellationToken)).Failure is { } failure) throw new InvalidOperationException($"{kind} {name}: {failure.Message}");
    }

    private async Task FillAsync(KubeClient member, CancellationToken cancellationToken)
    {
        for (var team = 0; team < _size.NamespacesPerCluster; team++)
        {
            await MakeNamespaceAsync(member, NamespaceOf(team), cancellationToken);
            for (var number = 0; number < ObjectsPerNamespace; number++) await MakeAsync(member, ConfigMaps, NamespaceOf(team), "ConfigMap", $"settings-{number}", cancellationToken);
        }
    }

    // People have a token instead of a password, whose hash would take the time.
    private async Task HireAsync(CancellationToken cancellationToken)
    {
        var people = new List<string>();
        for (var number = 0; number < _size.Users; number++)
        {
            var id = (await PostAsync($"{Identity}/users/without-password", new { name = $"user-{number}" }, cancellationToken)).GetProperty("id").GetString()!;
            var token = (await PostAsync($"{Identity}/users/{id}/accesstoken", new { name = "bench", expiredAt = "" }, cancellationToken)).GetProperty("token").GetString();
            _clients[id] = new HttpClient { BaseAddress = Server.Client.BaseAddress, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
            people.Add(id);
        }

        People = people;
        for (var number = 0; number < _size.Groups; number++)
        {
            var id = (await PostAsync($"{Identity}/groups", new { name = $"group-{number}" }, cancellationToken)).GetProperty("id").GetString()!;
            _groups.Add(id);
            foreach (var member in Some(people.Skip(1), MembersPerGroup)) await PostAsync($"{Identity}/groups/{id}/members/{member}", new { }, cancellationToken);
        }
    }

    private async Task<int> WaitingAsync(CancellationToken cancellationToken)
    {
        var waiting = 0;
        for (var page = 1; ; page++)
        {
            var answer = await Server.Client.GetFromJsonAsync<JsonElement>($"{Grants}?source=granted&pageSize=1000&page={page}", cancellationToken);
            waiting += answer.GetProperty("items").EnumerateArray().Count(item => item.GetProperty("state").GetString() != "applied");
            if (page >= answer.GetProperty("pagination").GetProperty("pages").GetInt32()) return waiting;
        }
    }

    private async Task<JsonElement> PostAsync(string path, object body, CancellationToken cancellationToken)
    {
        using var answer = await Server.Client.PostAsJsonAsync(path, body, cancellationToken);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{path}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }

    private string[] Some(IEnumerable<string> all, int count)
    {
        var shuffled = all.ToArray();
        Random.Shuffle(shuffled);
        return shuffled[..Math.Min(count, shuffled.Length)];
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.Kube;

namespace Kpanda.Server.Tests.Permissions;

/// <summary>What somebody may do and why, told to themselves and to those who may see grants there, and to nobody else.</summary>
public sealed class AllowedTests(GrantSite site) : IClassFixture<GrantSite>
{
    private const string Allowed = "/api/v1/permissions/allowed";
    private const string Editor = "role-template-ns-edit";
    private const string Viewer = "role-template-ns-view";

    // Verb, group and kind with its part, in the namespace or in the whole cluster.
    private static readonly (string Verb, string Group, string Resource, bool InNamespace)[] Questions =
    [
        ("get", "", "pods", true), ("get", "", "pods/log", true), ("create", "", "pods/exec", true), ("create", "apps", "deployments", true), ("patch", "apps", "deployments/scale", true),
        ("list", "", "secrets", true), ("delete", "", "configmaps", true), ("deletecollection", "batch", "jobs", true), ("update", "", "resourcequotas", true),
        ("list", "rbac.authorization.k8s.io", "rolebindings", true), ("create", "rbac.authorization.k8s.io", "rolebindings", true), ("watch", "networking.k8s.io", "ingresses", true),
        ("list", "", "nodes", false), ("get", "", "persistentvolumes", false), ("create", "", "namespaces", false), ("list", "", "pods", false),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Right by right the same as the cluster itself tells the person who asks it through the gateway.</summary>
    [Fact]
    public async Task EditorsAnswer_IsWhatTheClusterSaysToThem()
    {
        var ns = await site.NamespaceAsync(GrantSite.First);
        var (_, name, editor) = await site.SomebodyAsync();
        var made = await site.GrantAsync(site.Admin, Editor, GrantSite.First, ns, name);
        await site.StateAsync(made.GetProperty("items")[0].GetProperty("id").GetString()!, "applied");

        var there = await GrantSite.SendAsync(site.Admin, HttpMethod.Get, $"{Allowed}?user={name}&cluster={GrantSite.First}&namespace={ns}");
        var everywhere = await GrantSite.SendAsync(site.Admin, HttpMethod.Get, $"{Allowed}?user={name}&cluster={GrantSite.First}");
        var answers = new List<bool>();
        foreach (var (verb, group, resource, inNamespace) in Questions)
        {
            var says = May(inNamespace ? there : everywhere, verb, group, resource);
            says.ShouldBe(await ReviewAsync(editor, verb, group, resource, inNamespace ? ns : ""), $"{verb} {group} {resource} {inNamespace}");
            answers.Add(says);
        }

        answers.ShouldContain(true);
        answers.ShouldContain(false);
        everywhere.GetProperty("namespaces").EnumerateArray().Select(one => one.GetString()).ShouldBe([ns]);
        JsonElement.DeepEquals(there, await GrantSite.SendAsync(editor, HttpMethod.Get, $"{Allowed}?cluster={GrantSite.First}&namespace={ns}")).ShouldBeTrue();
    }

    [Fact]
    public async Task Reasons_AreGrantsGroupsBindingsAndPlatformRoles()
    {
        var ns = await site.NamespaceAsync(GrantSite.First);
        var (id, name, person) = await site.SomebodyAsync();
        var (groupId, group) = await site.GroupAsync(id);
        await site.GrantAsync(site.Admin, Viewer, GrantSite.First, ns, name);
        await GrantSite.SendAsync(site.Admin, HttpMethod.Post, GrantSite.Grants, new { cluster = GrantSite.First, namespaces = new[] { ns }, role = Editor, subjects = new[] { new { kind = "Group", id = groupId } } });
        await BindAsync(ns, "by-hand", name);
        var path = $"{Allowed}?user={name}&cluster={GrantSite.First}&namespace={ns}";
        await GrantSite.UntilAsync("the binding counts", async () => ReasonsFor(await GrantSite.SendAsync(site.Admin, HttpMethod.Get, path), "get", "", "pods").Count == 3);

        var answer = await GrantSite.SendAsync(site.Admin, HttpMethod.Get, path);
        ReasonsFor(answer, "get", "", "pods").Order().ShouldBe([$"granted {Editor} Group {group}", $"granted {Viewer} User {name}", $"hand-made view User {name}"]);
        ReasonsFor(answer, "delete", "", "pods").ShouldBe([$"granted {Editor} Group {group}"]);
        var ofGroup = await GrantSite.SendAsync(site.Admin, HttpMethod.Get, $"{Allowed}?group={group}&cluster={GrantSite.First}&namespace={ns}");
        ReasonsFor(ofGroup, "get", "", "pods").ShouldBe([$"granted {Editor} Group {group}"]);

        await GrantSite.SendAsync(site.Admin, HttpMethod.Put, $"/apis/ghippo.io/v1alpha1/groups/{groupId}/roles", new { addRoles = new[] { "Kpanda Owner" } });
        await GrantSite.UntilAsync("the person hears of it", async () => ReasonsFor(await GrantSite.SendAsync(person, HttpMethod.Get, $"{Allowed}?cluster={GrantSite.Second}"), "delete", "", "nodes").Count > 0);
        ReasonsFor(await GrantSite.SendAsync(site.Admin, HttpMethod.Get, $"{Allowed}?user={name}&cluster={GrantSite.Second}"), "delete", "", "nodes").ShouldBe([$"platform Kpanda Owner Group {group}"]);
        ReasonsFor(await GrantSite.SendAsync(site.Admin, HttpMethod.Get, $"{Allowed}?group={group}&cluster={GrantSite.Second}"), "delete", "", "nodes").ShouldBe([$"platform Kpanda Owner Group {group}"]);
    }

    [Fact]
    public async Task Others_AreToldOfByThoseWhoMaySeeGrantsThere_AndByNobodyElse()
    {
        var (own, foreign) = (await site.NamespaceAsync(GrantSite.First), await site.NamespaceAsync(GrantSite.First));
        var (_, name, person) = await site.SomebodyAsync();
        var (_, adminName, administrator) = await site.SomebodyAsync();
        var (_, clusterAdminName, clusterAdministrator) = await site.SomebodyAsync();
        var (_, _, nobody) = await site.SomebodyAsync();
        foreach (var ns in new[] { own, foreign }) await site.GrantAsync(site.Admin, Editor, GrantSite.First, ns, name);
        await site.GrantAsync(site.Admin, "role-template-ns-admin", GrantSite.First, own, adminName);
        await site.GrantAsync(site.Admin, "role-template-cluster-admin", GrantSite.First, null, clusterAdminName);

        async Task<HttpStatusCode> AskAsync(HttpClient by, string query)
        {
            using var answer = await GrantSite.TryAsync(by, HttpMethod.Get, $"{Allowed}?{query}");
            return answer.StatusCode;
        }

        var ofOwn = $"user={name}&cluster={GrantSite.First}&namespace={own}";
        (await AskAsync(administrator, ofOwn)).ShouldBe(HttpStatusCode.OK);
        (await AskAsync(clusterAdministrator, ofOwn)).ShouldBe(HttpStatusCode.OK);
        (await AskAsync(clusterAdministrator, $"user={name}&cluster={GrantSite.First}")).ShouldBe(HttpStatusCode.OK);
        (await AskAsync(clusterAdministrator, $"user={name}&cluster={GrantSite.Second}")).ShouldBe(HttpStatusCode.Forbidden);
        (await AskAsync(administrator, $"user={name}&cluster={GrantSite.First}&namespace={foreign}")).ShouldBe(HttpStatusCode.Forbidden);
        (await AskAsync(administrator, $"user={name}&cluster={GrantSite.First}")).ShouldBe(HttpStatusCode.Forbidden);
        (await AskAsync(person, $"user={adminName}&cluster={GrantSite.First}&namespace={own}")).ShouldBe(HttpStatusCode.Forbidden);
        (await AskAsync(nobody, ofOwn)).ShouldBe(HttpStatusCode.Forbidden);
        (await AskAsync(administrator, $"user=there-is-nobody&cluster={GrantSite.First}&namespace={own}")).ShouldBe(HttpStatusCode.NotFound);
        (await AskAsync(site.Admin, $"user={name}&group=some&cluster={GrantSite.First}")).ShouldBe(HttpStatusCode.BadRequest);
        (await AskAsync(site.Admin, $"user={name}")).ShouldBe(HttpStatusCode.BadRequest);

        // Of a cluster in which one holds nothing not even whether it is there.
        (await AskAsync(nobody, $"cluster={GrantSite.First}")).ShouldBe(HttpStatusCode.NotFound);
        (await AskAsync(nobody, "cluster=nowhere")).ShouldBe(HttpStatusCode.NotFound);
        var told = await GrantSite.SendAsync(administrator, HttpMethod.Get, $"{Allowed}?{ofOwn}");
        told.GetRawText().ShouldNotContain($"\"{foreign}\"");
    }

    private static bool May(JsonElement answer, string verb, string group, string resource) => VerbOf(answer, verb, group, resource) is not null;

    private static List<string> ReasonsFor(JsonElement answer, string verb, string group, string resource)
    {
        var reasons = answer.GetProperty("reasons").EnumerateArray().Select(reason =>
            $"{reason.GetProperty("source").GetString()} {reason.GetProperty("role").GetString()} {reason.GetProperty("subject").GetProperty("kind").GetString()} {reason.GetProperty("subject").GetProperty("name").GetString()}").ToList();
        return VerbOf(answer, verb, group, resource) is { } right ? [.. right.GetProperty("by").EnumerateArray().Select(place => reasons[place.GetInt32()])] : [];
    }

    private static JsonElement? VerbOf(JsonElement answer, string verb, string group, string resource) =>
        answer.GetProperty("items").EnumerateArray().Where(kind => kind.GetProperty("group").GetString() == group && kind.GetProperty("resource").GetString() == resource)
            .SelectMany(kind => kind.GetProperty("verbs").EnumerateArray()).Where(right => right.GetProperty("verb").GetString() == verb).Select(right => (JsonElement?)right).SingleOrDefault();

    private static async Task<bool> ReviewAsync(HttpClient by, string verb, string group, string resource, string ns)
    {
        var parts = resource.Split('/');
        var review = new
        {
            apiVersion = "authorization.k8s.io/v1",
            kind = "SelfSubjectAccessReview",
            spec = new { resourceAttributes = new { verb, group, resource = parts[0], subresource = parts.ElementAtOrDefault(1) ?? "", @namespace = ns } },
        };
        using var answer = await by.PostAsJsonAsync($"/k8s/clusters/{GrantSite.First}/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", review, Token);
        var text = await answer.Content.ReadAsStringAsync(Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, text);
        return JsonDocument.Parse(text).RootElement.GetProperty("status").GetProperty("allowed").GetBoolean();
    }

    private async Task BindAsync(string ns, string name, string user)
    {
        var body = JsonNode.Parse($$"""
            {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"RoleBinding","metadata":{"name":"{{name}}","namespace":"{{ns}}"},
             "roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"view"},
             "subjects":[{"kind":"User","apiGroup":"rbac.authorization.k8s.io","name":"{{user}}"}]}
            """)!;
        (await site.Member(GrantSite.First).CreateAsync(GrantSite.RoleBindings, ns, body, KubeWriteOptions.Default, Token)).Failure.ShouldBeNull();
    }
}

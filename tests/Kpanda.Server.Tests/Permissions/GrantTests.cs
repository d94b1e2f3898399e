using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.Kube;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Faults;

namespace Kpanda.Server.Tests.Permissions;

/// <summary>Grants from the request to the binding in the member, and back; on each database.</summary>
public abstract class GrantTests(GrantSite site)
{
    private const string Editor = "role-template-ns-edit";
    private const string Viewer = "role-template-ns-view";
    private const string NamespaceAdmin = "role-template-ns-admin";
    private const string ClusterAdmin = "role-template-cluster-admin";
    private const string Core = "/apis/kpanda.io/v1alpha1";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EditorOfTwoNamespacesInTwoClusters_SeesAndChangesThoseAndNothingElse_UntilItIsTakenBack()
    {
        var (first, second) = (await site.NamespaceAsync(GrantSite.First), await site.NamespaceAsync(GrantSite.Second));
        var (_, name, editor) = await site.SomebodyAsync();
        (await GrantSite.NamesAsync(editor, $"{Core}/asl/namespaces")).ShouldBeEmpty();

        var one = IdOf(await site.GrantAsync(site.Admin, Editor, GrantSite.First, first, name));
        var other = IdOf(await site.GrantAsync(site.Admin, Editor, GrantSite.Second, second, name));
        await site.StateAsync(one, "applied");
        await site.StateAsync(other, "applied");

        await GrantSite.UntilAsync("both namespaces are listed", async () => (await GrantSite.NamesAsync(editor, $"{Core}/asl/namespaces")).Order().SequenceEqual(new[] { first, second }.Order()));
        (await GrantSite.NamesAsync(editor, $"{Core}/clusters")).Order().ShouldBe([GrantSite.First, GrantSite.Second]);
        (await CreateAsync(editor, GrantSite.First, first)).ShouldBe(HttpStatusCode.OK);
        (await CreateAsync(editor, GrantSite.First, "default")).ShouldBe(HttpStatusCode.Forbidden);
        (await CreateAsync(editor, GrantSite.Second, first)).ShouldBe(HttpStatusCode.Forbidden);
        await GrantSite.UntilAsync("what was made is listed", async () => (await GrantSite.NamesAsync(editor, $"{Core}/asl/configmaps")).Contains("made-by-editor"));
        (await GrantSite.NamesAsync(editor, $"{Core}/asl/configmaps", "namespace")).Distinct().ShouldBeSubsetOf([first, second]);

        await GrantSite.SendAsync(site.Admin, HttpMethod.Delete, $"{GrantSite.Grants}/{one}");
        (await GrantSite.NamesAsync(editor, $"{Core}/asl/namespaces")).ShouldBe([second]);
        (await CreateAsync(editor, GrantSite.First, first)).ShouldBe(HttpStatusCode.Forbidden);
        await GoneAsync(GrantSite.First, first, one);
    }

    [Fact]
    public async Task WhatIsChangedInTheMember_IsPutRight_AndWhatIsRightIsNotWritten()
    {
        var ns = await site.NamespaceAsync(GrantSite.First);
        var (_, name, _) = await site.SomebodyAsync();
        var (_, still, _) = await site.SomebodyAsync();
        var id = IdOf(await site.GrantAsync(site.Admin, Editor, GrantSite.First, ns, name));
        var untouched = IdOf(await site.GrantAsync(site.Admin, Viewer, GrantSite.First, ns, still));
        await site.StateAsync(id, "applied");
        await site.StateAsync(untouched, "applied");
        var versions = await VersionsAsync(ns, untouched);
        var member = site.Member(GrantSite.First);
        var key = new ObjectKey(ns, BindingOf(id));

        // Deleted.
        (await member.DeleteAsync(GrantSite.RoleBindings, key, KubeDeleteOptions.Default, Token)).Failure.ShouldBeNull();
        await GrantSite.UntilAsync("the binding is back", async () => await site.ObjectAsync(GrantSite.First, GrantSite.RoleBindings, ns, key.Name) is not null);

        // For somebody else.
        var subjects = """{"subjects":[{"kind":"User","apiGroup":"rbac.authorization.k8s.io","name":"intruder"}]}"""u8.ToArray();
        (await member.PatchAsync(GrantSite.RoleBindings, key, PatchType.Merge, subjects, KubeWriteOptions.Default, Token)).Failure.ShouldBeNull();
        await GrantSite.UntilAsync("it is the person's again", async () => SubjectOf(await site.ObjectAsync(GrantSite.First, GrantSite.RoleBindings, ns, key.Name)) == name);

        // A copy under another name.
        var copy = (await site.ObjectAsync(GrantSite.First, GrantSite.RoleBindings, ns, key.Name))!;
        copy["metadata"] = new JsonObject { ["name"] = "renamed", ["namespace"] = ns, ["labels"] = copy["metadata"]!["labels"]!.DeepClone() };
        (await member.CreateAsync(GrantSite.RoleBindings, ns, copy, KubeWriteOptions.Default, Token)).Failure.ShouldBeNull();
        await GrantSite.UntilAsync("the copy is gone", async () => await site.ObjectAsync(GrantSite.First, GrantSite.RoleBindings, ns, "renamed") is null);

        (await VersionsAsync(ns, untouched)).ShouldBe(versions);

        // The role itself.
        var rules = """{"rules":[{"apiGroups":["*"],"resources":["*"],"verbs":["*"]}]}"""u8.ToArray();
        (await member.PatchAsync(GrantSite.ClusterRoles, new ObjectKey("", Viewer), PatchType.Merge, rules, KubeWriteOptions.Default, Token)).Failure.ShouldBeNull();
        await GrantSite.UntilAsync("the role is as it was", async () => (await site.ObjectAsync(GrantSite.First, GrantSite.ClusterRoles, "", Viewer))!["rules"]!.ToJsonString().Contains("configmaps", StringComparison.Ordinal));
    }

    [Fact]
    public async Task GrantTakenBackWhileTheClusterIsAway_EndsAtOnce_AndItsBindingWhenTheClusterIsBack()
    {
        var ns = await site.NamespaceAsync(GrantSite.Second);
        var (_, name, person) = await site.SomebodyAsync();
        var id = IdOf(await site.GrantAsync(site.Admin, Viewer, GrantSite.Second, ns, name));
        await site.StateAsync(id, "applied");
        var (_, late, _) = await site.SomebodyAsync();

        var fault = await GrantSite.SendAsync(site.Admin, HttpMethod.Post, $"/api/v1/clusters/{GrantSite.Second}/sandbox/faults", new { kind = nameof(FaultKind.CutOff) });
        string given;
        try
        {
            await GrantSite.SendAsync(site.Admin, HttpMethod.Delete, $"{GrantSite.Grants}/{id}");
            (await GrantSite.NamesAsync(person, $"{Core}/asl/namespaces")).ShouldBeEmpty();
            given = IdOf(await site.GrantAsync(site.Admin, Viewer, GrantSite.Second, ns, late));
        }
        finally
        {
            await GrantSite.SendAsync(site.Admin, HttpMethod.Delete, $"/api/v1/clusters/{GrantSite.Second}/sandbox/faults");
        }

        fault.ValueKind.ShouldBe(JsonValueKind.Object);
        await GoneAsync(GrantSite.Second, ns, id);
        await site.StateAsync(given, "applied");
    }

    [Fact]
    public async Task NamespaceThatIsNotThere_IsWaitedFor()
    {
        var (_, name, _) = await site.SomebodyAsync();
        var ns = $"later-{name}";
        var id = IdOf(await site.GrantAsync(site.Admin, Viewer, GrantSite.First, ns, name));

        await GrantSite.UntilAsync("it says what it waits for", async () => (await site.StateAsync(id, "pending")).GetProperty("message").GetString()!.Contains(ns, StringComparison.Ordinal));
        await site.NamespaceAsync(GrantSite.First, ns);

        await site.StateAsync(id, "applied");
    }

    [Fact]
    public async Task NamespaceAdministrator_GivesWhatTheyHoldThere_AndNothingElse()
    {
        var (own, foreign) = (await site.NamespaceAsync(GrantSite.First), await site.NamespaceAsync(GrantSite.First));
        var (_, name, administrator) = await site.SomebodyAsync();
        var (_, other, editor) = await site.SomebodyAsync();
        await site.GrantAsync(site.Admin, NamespaceAdmin, GrantSite.First, own, name);

        var given = IdOf(await site.GrantAsync(administrator, Editor, GrantSite.First, own, other));
        var changed = await GrantSite.SendAsync(administrator, HttpMethod.Put, $"{GrantSite.Grants}/{given}", new { role = Viewer });
        changed.GetProperty("role").GetString().ShouldBe(Viewer);

        (await TryGrantAsync(administrator, Editor, foreign, other)).ShouldBe(HttpStatusCode.Forbidden);
        (await TryGrantAsync(administrator, ClusterAdmin, null, name)).ShouldBe(HttpStatusCode.Forbidden);
        (await TryGrantAsync(editor, Viewer, own, other)).ShouldBe(HttpStatusCode.Forbidden);
        using (var refused = await GrantSite.TryAsync(editor, HttpMethod.Delete, $"{GrantSite.Grants}/{given}")) refused.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var seen = await GrantSite.SendAsync(administrator, HttpMethod.Get, $"{GrantSite.Grants}?pageSize=1000");
        seen.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("namespace").GetString()).Distinct().ShouldBe([own]);
        (await GrantSite.SendAsync(editor, HttpMethod.Get, GrantSite.Grants)).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task ChangedRole_IsBoundAnew()
    {
        var ns = await site.NamespaceAsync(GrantSite.First);
        var (_, name, _) = await site.SomebodyAsync();
        var id = IdOf(await site.GrantAsync(site.Admin, Viewer, GrantSite.First, ns, name));
        await site.StateAsync(id, "applied");

        await GrantSite.SendAsync(site.Admin, HttpMethod.Put, $"{GrantSite.Grants}/{id}", new { role = Editor });

        await GrantSite.UntilAsync("the binding points to the other role", async () =>
            (string?)(await site.ObjectAsync(GrantSite.First, GrantSite.RoleBindings, ns, BindingOf(id)))?["roleRef"]?["name"] == Editor);
    }

    [Fact]
    public async Task DeletedPersonAndEmptiedGroup_LeaveNothingBehind()
    {
        var ns = await site.NamespaceAsync(GrantSite.First);
        var (id, name, person) = await site.SomebodyAsync();
        var (groupId, group) = await site.GroupAsync(id);
        var own = IdOf(await site.GrantAsync(site.Admin, Viewer, GrantSite.First, ns, name));
        var shared = IdOf(await GrantSite.SendAsync(
            site.Admin, HttpMethod.Post, GrantSite.Grants, new { cluster = GrantSite.First, namespaces = new[] { ns }, role = Editor, subjects = new[] { new { kind = "Group", id = groupId } } }));
        await site.StateAsync(own, "applied");
        (await site.StateAsync(shared, "applied")).GetProperty("subject").GetProperty("name").GetString().ShouldBe(group);
        await GrantSite.UntilAsync("the group's member may what the group may", async () => await CreateAsync(person, GrantSite.First, ns) == HttpStatusCode.OK);

        await GrantSite.SendAsync(site.Admin, HttpMethod.Delete, $"/apis/ghippo.io/v1alpha1/users/{id}");
        await GrantSite.SendAsync(site.Admin, HttpMethod.Delete, $"/apis/ghippo.io/v1alpha1/groups/{groupId}");

        await GoneAsync(GrantSite.First, ns, own);
        await GoneAsync(GrantSite.First, ns, shared);
    }

    [Fact]
    public async Task BindingsMadeByHand_AreListedAsSuch()
    {
        var ns = await site.NamespaceAsync(GrantSite.First);
        var (_, name, person) = await site.SomebodyAsync();
        var body = JsonNode.Parse($$"""
            {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"RoleBinding","metadata":{"name":"by-hand","namespace":"{{ns}}"},
             "roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"view"},
             "subjects":[{"kind":"User","apiGroup":"rbac.authorization.k8s.io","name":"{{name}}"}]}
            """)!;
        (await site.Member(GrantSite.First).CreateAsync(GrantSite.RoleBindings, ns, body, KubeWriteOptions.Default, Token)).Failure.ShouldBeNull();

        await GrantSite.UntilAsync("it is in the list", async () =>
            (await GrantSite.SendAsync(site.Admin, HttpMethod.Get, $"{GrantSite.Grants}?source=hand-made&subject={name}")).GetProperty("items").GetArrayLength() == 1);
        var mine = await GrantSite.SendAsync(person, HttpMethod.Get, "/api/v1/permissions/mine");
        mine.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("source").GetString().ShouldBe("hand-made");
        var access = await GrantSite.SendAsync(site.Admin, HttpMethod.Get, $"/api/v1/permissions/access?cluster={GrantSite.First}&namespace={ns}&verb=list&resource=pods");
        access.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("binding").GetString()).ShouldContain("by-hand");
        (await GrantSite.SendAsync(site.Admin, HttpMethod.Get, $"/api/v1/permissions/access?cluster={GrantSite.First}&namespace={ns}&verb=create&resource=pods"))
            .GetProperty("items").EnumerateArray().Select(item => item.GetProperty("binding").GetString()).ShouldNotContain("by-hand");
    }

    [Fact]
    public async Task WhoMayReachOneObject_IsToldOfRightsOnThatOneToo()
    {
        var ns = await site.NamespaceAsync(GrantSite.First);
        var (_, name, person) = await site.SomebodyAsync();
        var roles = new GroupVersionResource("rbac.authorization.k8s.io", "v1", "roles");
        var role = JsonNode.Parse($$"""
            {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"Role","metadata":{"name":"one-setting","namespace":"{{ns}}"},
             "rules":[{"apiGroups":[""],"resources":["configmaps"],"resourceNames":["settings"],"verbs":["get"]}]}
            """)!;
        var binding = JsonNode.Parse($$"""
            {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"RoleBinding","metadata":{"name":"one-setting","namespace":"{{ns}}"},
             "roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"one-setting"},
             "subjects":[{"kind":"User","apiGroup":"rbac.authorization.k8s.io","name":"{{name}}"}]}
            """)!;
        (await site.Member(GrantSite.First).CreateAsync(roles, ns, role, KubeWriteOptions.Default, Token)).Failure.ShouldBeNull();
        (await site.Member(GrantSite.First).CreateAsync(GrantSite.RoleBindings, ns, binding, KubeWriteOptions.Default, Token)).Failure.ShouldBeNull();

        var path = $"/api/v1/permissions/access?cluster={GrantSite.First}&namespace={ns}&verb=get&resource=configmaps";
        async Task<List<string?>> WhoAsync(string more) =>
            [.. (await GrantSite.SendAsync(site.Admin, HttpMethod.Get, path + more)).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("binding").GetString())];
        await GrantSite.UntilAsync("the one who may read it is told of", async () => (await WhoAsync("&name=settings")).Contains("one-setting"));
        (await WhoAsync("&name=others")).ShouldNotContain("one-setting");
        (await WhoAsync("")).ShouldNotContain("one-setting");
        (await person.GetAsync(new Uri($"{path}&name=settings", UriKind.Relative), GrantSite.Token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task GrantsOfOnePerson_AreTheirOwnAndThoseOfTheirGroups_ForWhoMayListPeople()
    {
        var (id, name, client) = await site.SomebodyAsync();
        var (other, _, _) = await site.SomebodyAsync();
        var group = (await GrantSite.SendAsync(site.Admin, HttpMethod.Post, "/apis/ghippo.io/v1alpha1/groups", new { name = $"{name}-team" })).GetProperty("id").GetString()!;
        await GrantSite.SendAsync(site.Admin, HttpMethod.Post, $"/apis/ghippo.io/v1alpha1/groups/{group}/members/{id}");
        foreach (var (kind, subject, role) in new[] { ("User", id, "role-template-cluster-view"), ("Group", group, "role-template-cluster-edit"), ("User", other, "role-template-cluster-view") })
            await GrantSite.SendAsync(site.Admin, HttpMethod.Post, GrantSite.Grants, new { cluster = GrantSite.First, role, subjects = new[] { new { kind, id = subject } } });

        var held = (await GrantSite.SendAsync(site.Admin, HttpMethod.Get, $"{GrantSite.Grants}?user={name}")).GetProperty("items").EnumerateArray();
        held.Select(grant => grant.GetProperty("role").GetString()).ShouldBe(["role-template-cluster-view", "role-template-cluster-edit"]);
        (await GrantSite.SendAsync(site.Admin, HttpMethod.Get, $"{GrantSite.Grants}?group={name}-team")).GetProperty("pagination").GetProperty("total").GetInt32().ShouldBe(1);
        (await client.GetAsync(new Uri($"{GrantSite.Grants}?user={name}", UriKind.Relative), GrantSite.Token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Questions_AreAnsweredTogether()
    {
        var ns = await site.NamespaceAsync(GrantSite.First);
        var (_, name, person) = await site.SomebodyAsync();
        await site.GrantAsync(site.Admin, Viewer, GrantSite.First, ns, name);

        var answers = await GrantSite.SendAsync(
            person, HttpMethod.Get, $"/api/v1/permissions/check?ask=list,apps,deployments,,{GrantSite.First},{ns},&ask=create,apps,deployments,,{GrantSite.First},{ns},&ask=list,,nodes,,*,,&ask=list,,pods,,{GrantSite.First},*,");

        answers.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("allowed").GetBoolean()).ShouldBe([true, false, false, true]);
    }

    [Fact]
    public async Task PublishedBinding_ToARoleOfThePlatform_IsAGrant()
    {
        var ns = await site.NamespaceAsync(GrantSite.First);
        var (_, name, person) = await site.SomebodyAsync();
        var path = $"{Core}/clusters/{GrantSite.First}/namespaces/{ns}/rolebindings";

        var made = await GrantSite.SendAsync(site.Admin, HttpMethod.Post, path, new
        {
            name = "as-the-caller-likes",
            subject = new { kind = "User", name },
            roleRef = new { kind = "ClusterRole", name = Viewer },
        });
        var binding = made.GetProperty("metadata").GetProperty("name").GetString()!;
        var grants = await GrantSite.SendAsync(site.Admin, HttpMethod.Get, $"{GrantSite.Grants}?subject={name}");
        grants.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("binding").GetString().ShouldBe(binding);
        await GrantSite.UntilAsync("it is in the member", async () => await site.ObjectAsync(GrantSite.First, GrantSite.RoleBindings, ns, binding) is not null);

        await GrantSite.SendAsync(site.Admin, HttpMethod.Delete, $"{path}/{binding}");

        (await GrantSite.NamesAsync(person, $"{Core}/asl/namespaces")).ShouldBeEmpty();
        await GrantSite.UntilAsync("it is gone", async () => await site.ObjectAsync(GrantSite.First, GrantSite.RoleBindings, ns, binding) is null);
    }

    private static string BindingOf(string grant) => $"kpanda-grant-{Guid.Parse(grant):N}";

    private static string IdOf(JsonElement made) => made.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetString()!;

    private static string? SubjectOf(JsonObject? binding) => (string?)binding?["subjects"]?[0]?["name"];

    private async Task GoneAsync(string cluster, string ns, string grant) =>
        await GrantSite.UntilAsync("the binding is gone from the member", async () => await site.ObjectAsync(cluster, GrantSite.RoleBindings, ns, BindingOf(grant)) is null);

    private async Task<HttpStatusCode> TryGrantAsync(HttpClient by, string role, string? ns, string person)
    {
        var body = new { cluster = GrantSite.First, namespaces = ns is null ? Array.Empty<string>() : [ns], role, subjects = new[] { new { kind = "User", name = person } } };
        using var answer = await GrantSite.TryAsync(by, HttpMethod.Post, GrantSite.Grants, body);
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> CreateAsync(HttpClient by, string cluster, string ns)
    {
        using var answer = await GrantSite.TryAsync(by, HttpMethod.Post, $"{Core}/clusters/{cluster}/namespaces/{ns}/configmaps", new { data = """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"made-by-editor"}}""" });
        return answer.StatusCode;
    }

    /// <summary>Versions of what nobody touches: a binding and the role that it points to.</summary>
    private async Task<string> VersionsAsync(string ns, string grant)
    {
        var binding = await site.ObjectAsync(GrantSite.First, GrantSite.RoleBindings, ns, BindingOf(grant));
        var role = await site.ObjectAsync(GrantSite.First, GrantSite.ClusterRoles, "", Viewer);
        return $"{binding!["metadata"]!["resourceVersion"]} {role!["metadata"]!["resourceVersion"]}";
    }
}

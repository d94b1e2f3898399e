using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kpanda.Server.Tests.Permissions;

/// <summary>Changes of what roles may, from the request to every member and to everybody who holds the role, and back. A site of its own: the roles are everybody's.</summary>
public sealed class RoleTemplateTests(GrantSite site) : IClassFixture<GrantSite>
{
    private const string Templates = "/api/v1/roletemplates";
    private const string Viewer = "role-template-ns-view";
    private const string Editor = "role-template-ns-edit";
    private const string NamespaceAdmin = "role-template-ns-admin";
    private const string Core = "/apis/kpanda.io/v1alpha1";

    private static readonly object Secrets = new { verbs = new[] { "get", "list" }, apiGroups = new[] { "" }, resources = new[] { "secrets" } };
    private static readonly object StatefulSets = new { verbs = new[] { "*" }, apiGroups = new[] { "apps" }, resources = new[] { "statefulsets" } };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AddedRight_IsHeldAtOnce_WrittenToEveryMember_AndGoneWhenItIsTakenOffAgain()
    {
        var (first, second) = (await site.NamespaceAsync(GrantSite.First), await site.NamespaceAsync(GrantSite.Second));
        var (_, name, viewer) = await site.SomebodyAsync();
        await site.StateAsync(IdOf(await site.GrantAsync(site.Admin, Viewer, GrantSite.First, first, name)), "applied");
        await site.StateAsync(IdOf(await site.GrantAsync(site.Admin, Viewer, GrantSite.Second, second, name)), "applied");
        (await MayAsync(viewer, "list,,secrets,", GrantSite.First, first)).ShouldBeFalse();

        // Looked at first: nothing is changed by that.
        var preview = await PutAsync(Viewer, [Secrets], [StatefulSets], "?dryRun=All");
        (Has(preview.GetProperty("rules"), "secrets"), Has(preview.GetProperty("rules"), "statefulsets")).ShouldBe((true, false));
        (await MayAsync(viewer, "list,,secrets,", GrantSite.First, first)).ShouldBeFalse();

        var changed = await PutAsync(Viewer, [Secrets], [StatefulSets]);
        changed.GetProperty("changedBy").GetString().ShouldBe("admin");
        foreach (var (cluster, ns) in new[] { (GrantSite.First, first), (GrantSite.Second, second) })
        {
            (await MayAsync(viewer, "list,,secrets,", cluster, ns)).ShouldBeTrue();
            (await MayAsync(viewer, "list,apps,statefulsets,", cluster, ns)).ShouldBeFalse();
            (await MayAsync(viewer, "list,apps,daemonsets,", cluster, ns)).ShouldBeTrue();
            await InMemberAsync(cluster, Viewer, "secrets", true);
            await InMemberAsync(cluster, Viewer, "statefulsets", false);
        }

        await GrantSite.UntilAsync("the native API lists Secrets", async () => await StatusAsync(viewer, $"/k8s/clusters/{GrantSite.First}/api/v1/namespaces/{first}/secrets") == HttpStatusCode.OK);
        (await StatusAsync(viewer, $"/k8s/clusters/{GrantSite.First}/apis/apps/v1/namespaces/{first}/statefulsets")).ShouldBe(HttpStatusCode.Forbidden);
        await GrantSite.UntilAsync("both clusters are told to have it", async () => (await StatesAsync(Viewer)).Values.All(state => state == "applied"));

        await GrantSite.SendAsync(site.Admin, HttpMethod.Delete, $"{Templates}/{Viewer}");
        (await MayAsync(viewer, "list,,secrets,", GrantSite.First, first)).ShouldBeFalse();
        (await MayAsync(viewer, "list,apps,statefulsets,", GrantSite.First, first)).ShouldBeTrue();
        await InMemberAsync(GrantSite.First, Viewer, "secrets", false);
        await InMemberAsync(GrantSite.Second, Viewer, "statefulsets", true);
        (await StatusAsync(viewer, $"/k8s/clusters/{GrantSite.First}/api/v1/namespaces/{first}/secrets")).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task RoleFromWhichEverythingIsTaken_IsWrittenOnce()
    {
        var ns = await site.NamespaceAsync(GrantSite.First);
        var (_, name, _) = await site.SomebodyAsync();
        await site.StateAsync(IdOf(await site.GrantAsync(site.Admin, Editor, GrantSite.First, ns, name)), "applied");
        var all = (await TemplateAsync(Editor)).GetProperty("builtIn").EnumerateArray()
            .Select(rule => (object)new { verbs = new[] { "*" }, apiGroups = rule.GetProperty("apiGroups"), resources = rule.GetProperty("resources") }).ToArray();

        await PutAsync(Editor, [], all);

        await GrantSite.UntilAsync("the role is empty", async () => (await RoleAsync(GrantSite.First, Editor))["rules"] is null or JsonArray { Count: 0 });
        await GrantSite.UntilAsync("it is told to be written", async () => (await StatesAsync(Editor))[GrantSite.First] == "applied");
        var version = (string?)(await RoleAsync(GrantSite.First, Editor))["metadata"]!["resourceVersion"];
        var (_, other, _) = await site.SomebodyAsync();

        // A pass over the same cluster.
        await site.StateAsync(IdOf(await site.GrantAsync(site.Admin, NamespaceAdmin, GrantSite.First, ns, other)), "applied");
        ((string?)(await RoleAsync(GrantSite.First, Editor))["metadata"]!["resourceVersion"]).ShouldBe(version);
        await GrantSite.SendAsync(site.Admin, HttpMethod.Delete, $"{Templates}/{Editor}");
    }

    [Fact]
    public async Task WhoeverMayChangeRoles_GivesNobodyWhatTheyDoNotHold()
    {
        var (id, name, somebody) = await site.SomebodyAsync();
        using (var refused = await TryPutAsync(somebody, NamespaceAdmin, [Secrets], [])) refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await SendRoleAsync($"changer-of-{name}", id);

        // By the platform role they may change roles; they hold nothing in any cluster.
        var widgets = new { verbs = new[] { "get" }, apiGroups = new[] { "example.com" }, resources = new[] { "widgets" } };
        using (var refused = await TryPutAsync(somebody, NamespaceAdmin, [widgets], []))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            (await refused.Content.ReadAsStringAsync(Token)).ShouldContain("widgets");
        }

        // Less is nobody's gain; to give it back is.
        var eviction = new { verbs = new[] { "create" }, apiGroups = new[] { "" }, resources = new[] { "pods/eviction" } };
        using (var taken = await TryPutAsync(somebody, NamespaceAdmin, [], [eviction])) taken.StatusCode.ShouldBe(HttpStatusCode.OK);
        using (var refused = await GrantSite.TryAsync(somebody, HttpMethod.Delete, $"{Templates}/{NamespaceAdmin}")) refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await GrantSite.SendAsync(site.Admin, HttpMethod.Delete, $"{Templates}/{NamespaceAdmin}");
    }

    [Fact]
    public async Task WhatRulesCannotSay_AndWhatSomebodyElseChangedMeanwhile_IsRefused()
    {
        await RefusedAsync("role-template-cluster-view", [], [StatefulSets], "template.subtract.cluster");
        await RefusedAsync(Viewer, [], [new { verbs = new[] { "get" }, apiGroups = new[] { "apps" }, resources = new[] { "statefulset" } }], "template.subtract.nothing");
        await RefusedAsync(Viewer, [new { verbs = new[] { "bind" }, apiGroups = new[] { "rbac.authorization.k8s.io" }, resources = new[] { "roles" } }], [], "template.rule.verb");
        using (var unknown = await TryPutAsync(site.Admin, "role-template-none", [], [])) unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var first = await PutAsync("role-template-cluster-edit", [Secrets], []);
        var read = first.GetProperty("changed").GetDateTimeOffset();
        using (var blind = await TryPutAsync(site.Admin, "role-template-cluster-edit", [], [])) blind.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        using (var late = await GrantSite.TryAsync(site.Admin, HttpMethod.Put, $"{Templates}/role-template-cluster-edit", new { additions = Array.Empty<object>(), subtractions = Array.Empty<object>(), changed = read.AddSeconds(-1) }))
            late.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await GrantSite.SendAsync(site.Admin, HttpMethod.Put, $"{Templates}/role-template-cluster-edit", new { additions = Array.Empty<object>(), subtractions = Array.Empty<object>(), changed = read }))
            .GetProperty("additions").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task BindingOfAnotherInstallation_CountsAndIsShownAsMadeByHand_ByWhom()
    {
        const string other = "7b1d8a52-6a0f-4b57-9d0e-0d6f6f6c2a11";
        var ns = await site.NamespaceAsync(GrantSite.First);
        var (_, name, person) = await site.SomebodyAsync();
        var body = JsonNode.Parse($$"""
            {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"RoleBinding","metadata":{"name":"of-another","namespace":"{{ns}}",
             "labels":{"app.kubernetes.io/managed-by":"kpanda","kpanda.io/managed":"grant","kpanda.io/installation":"{{other}}"} },
             "roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"view"},
             "subjects":[{"kind":"User","apiGroup":"rbac.authorization.k8s.io","name":"{{name}}"}]}
            """)!;
        (await site.Member(GrantSite.First).CreateAsync(GrantSite.RoleBindings, ns, body, Kube.KubeWriteOptions.Default, Token)).Failure.ShouldBeNull();

        await GrantSite.UntilAsync("it counts", () => MayAsync(person, "list,,pods,", GrantSite.First, ns));
        var listed = await GrantSite.SendAsync(site.Admin, HttpMethod.Get, $"{GrantSite.Grants}?source=hand-made&subject={name}");
        listed.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("madeBy").GetString().ShouldBe($"kpanda {other}");
        var mine = await GrantSite.SendAsync(person, HttpMethod.Get, "/api/v1/permissions/mine");
        mine.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("madeBy").GetString().ShouldBe($"kpanda {other}");
    }

    private static string IdOf(JsonElement made) => made.GetProperty("items")[0].GetProperty("id").GetString()!;

    private static bool Has(JsonElement rules, string resource) => rules.EnumerateArray().Any(rule => rule.GetProperty("resources").EnumerateArray().Any(one => one.GetString() == resource));

    private static async Task<HttpStatusCode> StatusAsync(HttpClient by, string path)
    {
        using var answer = await GrantSite.TryAsync(by, HttpMethod.Get, path);
        return answer.StatusCode;
    }

    private static async Task<bool> MayAsync(HttpClient by, string what, string cluster, string ns) =>
        (await GrantSite.SendAsync(by, HttpMethod.Get, $"/api/v1/permissions/check?ask={what},{cluster},{ns},")).GetProperty("items")[0].GetProperty("allowed").GetBoolean();

    private async Task<JsonElement> TemplateAsync(string role) =>
        (await GrantSite.SendAsync(site.Admin, HttpMethod.Get, Templates)).GetProperty("items").EnumerateArray().Single(item => item.GetProperty("name").GetString() == role);

    private Task<JsonElement> PutAsync(string role, object[] additions, object[] subtractions, string query = "") =>
        GrantSite.SendAsync(site.Admin, HttpMethod.Put, $"{Templates}/{role}{query}", new { additions, subtractions });

    private static Task<HttpResponseMessage> TryPutAsync(HttpClient by, string role, object[] additions, object[] subtractions) =>
        GrantSite.TryAsync(by, HttpMethod.Put, $"{Templates}/{role}", new { additions, subtractions });

    private async Task RefusedAsync(string role, object[] additions, object[] subtractions, string reason)
    {
        using var refused = await TryPutAsync(site.Admin, role, additions, subtractions);
        (refused.StatusCode, JsonDocument.Parse(await refused.Content.ReadAsStringAsync(Token)).RootElement.GetProperty("details")[0].GetProperty("reason").GetString()).ShouldBe((HttpStatusCode.BadRequest, reason));
    }

    private async Task<JsonObject> RoleAsync(string cluster, string role) => (await site.ObjectAsync(cluster, GrantSite.ClusterRoles, "", role))!;

    private Task InMemberAsync(string cluster, string role, string resource, bool isThere) => GrantSite.UntilAsync(
        $"{resource} {(isThere ? "are" : "are not")} in {role} of {cluster}",
        async () => ((await RoleAsync(cluster, role))["rules"]?.ToJsonString() ?? "").Contains($"\"{resource}\"", StringComparison.Ordinal) == isThere);

    private async Task<Dictionary<string, string>> StatesAsync(string role) =>
        (await GrantSite.SendAsync(site.Admin, HttpMethod.Get, $"{Templates}/{role}/clusters")).GetProperty("items").EnumerateArray()
            .ToDictionary(item => item.GetProperty("cluster").GetString()!, item => item.GetProperty("state").GetString()!);

    /// <summary>A platform role by which somebody may change what roles may.</summary>
    private async Task SendRoleAsync(string role, string userId)
    {
        var perms = new[] { "list", "update" }.Select(action => new { action, resourceType = "roletemplates", gproduct = "kpanda" });
        await GrantSite.SendAsync(site.Admin, HttpMethod.Post, "/apis/ghippo.io/v1alpha1/roles", new { name = role, scope = "platform", perms });
        await GrantSite.SendAsync(site.Admin, HttpMethod.Put, $"/apis/ghippo.io/v1alpha1/users/{userId}/roles", new { addRoles = new[] { role } });
    }
}

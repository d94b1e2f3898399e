using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.Clusters;
using Kpanda.Kube;
using Kpanda.KubeModel;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Server.Tests.Permissions;

/// <summary>Grants in clusters that are not simulated: <c>KPANDA_TEST_KUBECONFIGS</c> names them (paths, separated by colons).</summary>
public sealed class RealClusterGrantTests
{
    private const string Viewer = "role-template-ns-view";
    private const string Api = "/apis/kpanda.io/v1alpha1";
    private const string Password = "long enough to be let in";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Grant_CountsForTheClusterItself_IsPutRight_AndLeavesNothing()
    {
        var kubeconfigs = (Environment.GetEnvironmentVariable("KPANDA_TEST_KUBECONFIGS") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        Assert.SkipWhen(kubeconfigs.Length == 0, "KPANDA_TEST_KUBECONFIGS names no cluster.");
        await using var site = await ServerSite.StartAsync();
        using var admin = await site.SignedInAsync();
        foreach (var (file, number) in kubeconfigs.Select((file, number) => (file, number)))
        {
            var cluster = $"real-{number}";
            await GrantSite.SendAsync(admin, HttpMethod.Post, $"{Api}/clusters", new { name = cluster, kubeConfigString = await File.ReadAllTextAsync(file, Token) });
            var member = new RealMember(site.App.Services.GetRequiredService<IClusters>().SystemClient(cluster).Value, $"kpanda-grants-{Guid.CreateVersion7():N}");
            await member.MakeNamespaceAsync();
            try
            {
                await StoryAsync(site, admin, cluster, member);
            }
            finally
            {
                await member.RemoveNamespaceAsync();
            }

            await GrantSite.SendAsync(admin, HttpMethod.Delete, $"{Api}/clusters/{cluster}");
        }
    }

    private static async Task StoryAsync(ServerSite site, HttpClient admin, string cluster, RealMember member)
    {
        // A name that no cluster knows, so that nothing else speaks for it.
        var name = $"ann-{Guid.CreateVersion7():N}";
        await GrantSite.SendAsync(admin, HttpMethod.Post, "/apis/ghippo.io/v1alpha1/users", new { name, password = Password, temporary = false });
        using var person = site.NewClient();
        using (var signedIn = await person.PostAsJsonAsync("/auth/login", new { username = name, password = Password }, Token))
            person.DefaultRequestHeaders.Authorization = new("Bearer", (await signedIn.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("token").GetString());
        await GrantSite.UntilAsync("the namespace is known", async () => (await admin.GetAsync($"{Api}/clusters/{cluster}/namespaces/{member.Namespace}", Token)).IsSuccessStatusCode);
        (await member.AllowsAsync(name, "list", "configmaps")).ShouldBeFalse();
        (await AsPersonAsync()).ShouldBe(HttpStatusCode.Forbidden);

        var made = await GrantSite.SendAsync(admin, HttpMethod.Post, GrantSite.Grants, new { cluster, namespaces = new[] { member.Namespace }, role = Viewer, subjects = new[] { new { kind = "User", name } } });
        var id = made.GetProperty("items")[0].GetProperty("id").GetString()!;
        var binding = $"kpanda-grant-{Guid.Parse(id):N}";
        await GrantSite.UntilAsync("the cluster itself allows it", () => member.AllowsAsync(name, "list", "configmaps"));
        await GrantSite.UntilAsync("the person gets it", async () => await AsPersonAsync() == HttpStatusCode.OK);
        (await member.AllowsAsync(name, "delete", "configmaps")).ShouldBeFalse();
        (await member.AllowsAsync(name, "list", "secrets")).ShouldBeFalse();
        var installation = (await member.FindAsync(GrantSite.RoleBindings, member.Namespace, binding)).ShouldNotBeNull()["metadata"]!["labels"]!["kpanda.io/installation"]!.GetValue<string>();

        await member.DeleteAsync(GrantSite.RoleBindings, member.Namespace, binding);
        await GrantSite.UntilAsync("the binding is back", async () => await member.FindAsync(GrantSite.RoleBindings, member.Namespace, binding) is not null);
        await member.PatchAsync(GrantSite.RoleBindings, member.Namespace, binding, """{"subjects":[]}""");
        await GrantSite.UntilAsync("it is the person's again", async () => (string?)(await member.FindAsync(GrantSite.RoleBindings, member.Namespace, binding))?["subjects"]?[0]?["name"] == name);

        await GrantSite.SendAsync(admin, HttpMethod.Delete, $"{GrantSite.Grants}/{id}");
        (await AsPersonAsync()).ShouldBe(HttpStatusCode.Forbidden);
        await GrantSite.UntilAsync("the cluster itself refuses it", async () => !await member.AllowsAsync(name, "list", "configmaps"));
        await GrantSite.UntilAsync("nothing is left", async () => await member.LeftAsync(installation) == 0);

        async Task<HttpStatusCode> AsPersonAsync()
        {
            using var answer = await person.GetAsync($"/k8s/clusters/{cluster}/api/v1/namespaces/{member.Namespace}/configmaps", Token);
            return answer.StatusCode;
        }
    }

    /// <summary>The cluster, behind the back of the product.</summary>
    private sealed class RealMember(KubeClient client, string ns)
    {
        private static readonly GroupVersionResource Namespaces = new("", "v1", "namespaces");

        public string Namespace => ns;

        public async Task MakeNamespaceAsync() => (await client.CreateAsync(
            Namespaces, null, new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = ns } }, KubeWriteOptions.Default, Token)).Failure.ShouldBeNull();

        // Also where the test is stopped.
        public Task RemoveNamespaceAsync() => client.DeleteAsync(Namespaces, new ObjectKey("", ns), KubeDeleteOptions.Default, CancellationToken.None);

        public async Task<bool> AllowsAsync(string user, string verb, string resource)
        {
            var review = new JsonObject
            {
                ["apiVersion"] = "authorization.k8s.io/v1",
                ["kind"] = "SubjectAccessReview",
                ["spec"] = new JsonObject { ["user"] = user, ["resourceAttributes"] = new JsonObject { ["namespace"] = ns, ["verb"] = verb, ["resource"] = resource } },
            };
            (await client.CreateAsync(new("authorization.k8s.io", "v1", "subjectaccessreviews"), null, review, KubeWriteOptions.Default, Token)).TryGet(out var answer, out var failure).ShouldBeTrue(failure?.Message);
            return JsonNode.Parse(answer!.Json.Span)!["status"]!["allowed"]!.GetValue<bool>();
        }

        public async Task<JsonObject?> FindAsync(GroupVersionResource resource, string inNamespace, string name)
        {
            var answer = await client.GetAsync(resource, new ObjectKey(inNamespace, name), Token);
            return answer.TryGet(out var found, out var failure) ? JsonNode.Parse(found.Json.Span)!.AsObject() : failure.IsNotFound ? null : throw new InvalidOperationException(failure.Message);
        }

        public async Task DeleteAsync(GroupVersionResource resource, string inNamespace, string name) =>
            (await client.DeleteAsync(resource, new ObjectKey(inNamespace, name), KubeDeleteOptions.Default, Token)).Failure.ShouldBeNull();

        public async Task PatchAsync(GroupVersionResource resource, string inNamespace, string name, string patch) =>
            (await client.PatchAsync(resource, new ObjectKey(inNamespace, name), PatchType.Merge, System.Text.Encoding.UTF8.GetBytes(patch), KubeWriteOptions.Default, Token)).Failure.ShouldBeNull();

        /// <summary>How many roles and bindings of an installation there are.</summary>
        public async Task<int> LeftAsync(string installation)
        {
            var left = 0;
            foreach (var resource in new[] { GrantSite.RoleBindings, GrantSite.ClusterRoleBindings, GrantSite.ClusterRoles })
            {
                (await client.ListAsync(resource, null, new KubeListOptions { LabelSelector = $"kpanda.io/installation={installation}" }, Token)).TryGet(out var page, out var failure).ShouldBeTrue(failure?.Message);
                left += page!.Items.Count;
            }

            return left;
        }
    }
}

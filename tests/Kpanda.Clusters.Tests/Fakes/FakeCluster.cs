using System.Collections.Concurrent;
using Kpanda.Kube.Tests.Fakes;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Clusters.Tests.Fakes;

/// <summary>A member that answers what an import asks, over real HTTPS.</summary>
internal sealed class FakeCluster : IAsyncDisposable
{
    private readonly HashSet<string> _denied = [];
    private FakeMember? _member;
    private string? _binding;

    public string Uid { get; set; } = Guid.CreateVersion7().ToString();

    public string Version { get; set; } = "v1.34.1";

    /// <summary>When set, every request gets this status.</summary>
    public int? Failing { get; set; }

    /// <summary>Answers for paths (without query) that come before the usual ones.</summary>
    public ConcurrentDictionary<string, (int Status, string Body)> Answers { get; } = new();

    /// <summary>When set, takes away nothing.</summary>
    public bool RefusesDeletes { get; set; }

    public FakeMember Member => _member!;

    public string? Binding => _binding;

    public string Kubeconfig => KubeconfigFor(Member.Server.ToString(), Member.Authority.Pem);

    public static async Task<FakeCluster> StartAsync(int port = 0)
    {
        var cluster = new FakeCluster();
        cluster._member = await FakeMember.StartAsync(cluster.AnswerAsync, port: port);
        return cluster;
    }

    /// <summary>SelfSubjectAccessReviews for this verb are answered with no.</summary>
    public void Deny(string verb)
    {
        lock (_denied) _denied.Add(verb);
    }

    /// <summary>They are answered with yes again.</summary>
    public void Allow(string verb)
    {
        lock (_denied) _denied.Remove(verb);
    }

    /// <summary>The member's administrator deletes the binding of the platform's administrators.</summary>
    public void Unbind() => _binding = null;

    public static string KubeconfigFor(string server, string authorityPem, string user = "token: secret-token") => $"""
        apiVersion: v1
        kind: Config
        current-context: c
        clusters:
        - name: k
          cluster:
            server: {server}
            certificate-authority-data: {Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(authorityPem))}
        contexts:
        - name: c
          context: {"{"}cluster: k, user: u{"}"}
        users:
        - name: u
          user:
            {user}
        """;

    public ValueTask DisposeAsync() => Member.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        if (Failing is { } status) return context.StatusAsync(status, "InternalError", "broken");
        if (Answers.TryGetValue(context.Request.Path.Value!, out var given))
            return given.Status < 300 ? context.JsonAsync(given.Body, given.Status) : context.StatusAsync(given.Status, "Given", given.Body);
        var body = Member.Requests.Last().Body;
        return (context.Request.Method, context.Request.Path.Value) switch
        {
            (_, "/version") => context.JsonAsync($$"""{"major":"1","minor":"34","gitVersion":"{{Version}}"}"""),
            ("GET", "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings") => context.JsonAsync(List("ClusterRoleBindingList", IsAskedFor(context, "managed-by") ? _binding : null)),
            ("GET", "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/kpanda%3Aplatform-admins" or "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/kpanda:platform-admins") => _binding is null
                ? context.StatusAsync(404, "NotFound", "not found")
                : context.JsonAsync(_binding),
            ("GET", var path) when path!.StartsWith("/apis/rbac.authorization.k8s.io/v1/", StringComparison.Ordinal) => context.JsonAsync(List("List", null)),
            ("GET", "/api/v1/namespaces" or "/api/v1/serviceaccounts") => context.JsonAsync(List("List", null)),
            (_, "/readyz" or "/readyz/etcd") => context.Response.WriteAsync("ok"),
            (_, "/api/v1/namespaces/kube-system") => context.JsonAsync($$$"""{"kind":"Namespace","apiVersion":"v1","metadata":{"name":"kube-system","uid":"{{{Uid}}}"}}"""),
            (_, "/apis") => context.JsonAsync("""{"kind":"APIGroupList","apiVersion":"v1","groups":[{"name":"apps"}]}"""),
            (_, "/api/v1/nodes") => context.JsonAsync("""{"kind":"NodeList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[{"metadata":{"labels":{"a":"b"}},"spec":{"providerID":"kind://docker/x"}}]}"""),
            ("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews") => context.JsonAsync(
                $$$"""{"kind":"SelfSubjectAccessReview","apiVersion":"authorization.k8s.io/v1","status":{"allowed":{{{(IsDenied(body) ? "false" : "true")}}}}}""",
                201),
            ("POST", "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings") => _binding is null
                ? context.JsonAsync(_binding = body, 201)
                : context.StatusAsync(409, "AlreadyExists", "already exists"),
            ("PATCH", "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/kpanda%3Aplatform-admins" or "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/kpanda:platform-admins") => context.JsonAsync(_binding!),
            ("DELETE", _) => DeleteAsync(context),
            _ => context.StatusAsync(404, "NotFound", "not found"),
        };
    }

    private bool IsDenied(string review)
    {
        lock (_denied) return _denied.Any(verb => review.Contains($"\"verb\":\"{verb}\"", StringComparison.Ordinal));
    }

    private static bool IsAskedFor(HttpContext context, string word) => context.Request.Query["labelSelector"].ToString().Contains(word, StringComparison.Ordinal);

    private static string List(string kind, string? item) => $$$"""{"kind":"{{{kind}}}","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[{{{item}}}]}""";

    private Task DeleteAsync(HttpContext context)
    {
        if (RefusesDeletes) return context.StatusAsync(403, "Forbidden", "not allowed to delete");
        _binding = null;
        return context.JsonAsync("""{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Success"}""");
    }
}

using System.Text;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Access;
using Kpanda.Sandbox.Api.Discovery;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Api.OpenApi;
using Kpanda.Sandbox.Api.Verbs;
using Kpanda.Sandbox.Faults;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Metrics;
using Kpanda.Sandbox.Store;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Sandbox.Api;

/// <summary>Answers requests to one cluster: who is it, what do they want, may they, do it.</summary>
internal static class ApiServer
{
    public static async Task HandleAsync(SandboxCluster cluster, HttpContext http, string path)
    {
        if (cluster.Clock.IsWrong) http.Response.Headers.Date = cluster.Time.GetUtcNow().ToString("R");
        if (FaultControl.Handles(path))
        {
            await FaultControl.HandleAsync(cluster, http, path);
            return;
        }

        if (await cluster.Faults.StrikeAsync(http)) return;
        var resource = ResourcePath.Parse(path);
        var (user, failure) = Authentication.Identify(cluster, http.Request, Asked(http.Request, path, resource));
        if (user is null)
        {
            await AnswerWriter.WriteAsync(http, cluster, failure!, default);
            return;
        }

        if (resource is { } target) await ResourceAsync(cluster, http, user, target, path);
        else await NonResourceAsync(cluster, http, user, path);
    }

    /// <summary>What a request wants, as rules speak of it.</summary>
    public static AccessAttributes Asked(HttpRequest request, string path, ResourcePath? resource) => resource is { } target
        ? new AccessAttributes(VerbOf(request, target), target.Group, target.Resource) { Namespace = target.Namespace, Name = target.Name, Subresource = target.Subresource }
        : new AccessAttributes(request.Method.ToLowerInvariant(), "", "") { Path = path };

    private static async Task NonResourceAsync(SandboxCluster cluster, HttpContext http, SandboxUser user, string path)
    {
        var attributes = Asked(http.Request, path, resource: null);
        var failure = !Authorization.Allows(cluster, user, attributes) ? Authorization.Forbidden(user, attributes)
            : !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method) ? Failure.MethodNotAllowed : null;
        if (failure is not null)
        {
            await AnswerWriter.WriteAsync(http, cluster, failure, default);
            return;
        }

        if (ServerFacts.Health(path, http.Request.Query.ContainsKey("verbose")) is { } health)
        {
            await TextAsync(http, 200, health);
            return;
        }

        var aggregated = path is "/api" or "/apis" ? AggregatedVersion(cluster, http.Request) : null;
        switch (path)
        {
            case "/version" or "/version/":
                await AnswerWriter.SendAsync(http, 200, KubeJson.ToUtf8(ServerFacts.Version(cluster)));
                return;
            case MetricsPage.Path:
                await MetricsPage.WriteAsync(cluster, http);
                return;
            case "/" or "":
                await AnswerWriter.SendAsync(http, 200, KubeJson.ToUtf8(ServerFacts.Paths(cluster)));
                return;
        }

        if (cluster.Discovery.Find(path, aggregated) is { } document)
        {
            await AnswerWriter.SendAsync(http, 200, document, aggregated is null ? "application/json" : $"application/json;g=apidiscovery.k8s.io;v={aggregated};as=APIGroupDiscoveryList");
            return;
        }

        if (path == "/openapi/v2" && OpenApiProtobuf.IsAccepted(http.Request.Headers.Accept.ToString()))
        {
            await AnswerWriter.SendAsync(http, 200, cluster.OpenApi.Protobuf(), OpenApiProtobuf.Media);
            return;
        }

        if (cluster.OpenApi.Find(path) is { } schema)
        {
            await AnswerWriter.SendAsync(http, 200, schema);
            return;
        }

        if (path.StartsWith("/api/", StringComparison.Ordinal)) await AnswerWriter.WriteAsync(http, cluster, Failure.NoSuchResource, default);
        else await TextAsync(http, 404, "404 page not found\n");
    }

    // The newest version of aggregated discovery that the client accepts and the cluster knows; null where there is none.
    private static string? AggregatedVersion(SandboxCluster cluster, HttpRequest request)
    {
        var accept = request.Headers.Accept.ToString().Replace(" ", "", StringComparison.Ordinal);
        if (!accept.Contains("as=APIGroupDiscoveryList", StringComparison.Ordinal)) return null;
        if (cluster.Minor >= ClusterVersion.AggregatedDiscovery && accept.Contains("v=v2;", StringComparison.Ordinal)) return "v2";
        return cluster.Minor is >= ClusterVersion.AggregatedDiscoveryBeta and <= ClusterVersion.AggregatedDiscoveryBetaLast && accept.Contains("v=v2beta1;", StringComparison.Ordinal) ? "v2beta1" : null;
    }

    private static async Task ResourceAsync(SandboxCluster cluster, HttpContext http, SandboxUser user, ResourcePath target, string path)
    {
        var form = AcceptedForm.Of(http.Request);
        if (CustomMetricsServer.Handles(cluster, target))
        {
            await CustomMetricsAsync(cluster, http, user, target);
            return;
        }

        var kind = cluster.Kinds.Find(new GroupVersionResource(target.Group, target.Version, target.Resource));
        if (kind is null)
        {
            var attributes = Asked(http.Request, path, target);
            if (!Authorization.Allows(cluster, user, attributes)) await AnswerWriter.WriteAsync(http, cluster, Authorization.Forbidden(user, attributes), default);
            else if (target.Group.Length > 0 && cluster.Discovery.Find($"/apis/{target.Group}/{target.Version}", null) is null) await TextAsync(http, 404, "404 page not found\n");
            else await AnswerWriter.WriteAsync(http, cluster, Failure.NoSuchResource, default);
            return;
        }

        try
        {
            var answer = form is null
                ? Failure.NotAcceptable("application/json, application/yaml, application/vnd.kubernetes.protobuf")
                : await AnswerAsync(cluster, http, user, target, kind, form.Value);
            await AnswerWriter.WriteAsync(http, cluster, answer, form ?? default);
        }
        finally
        {
            Count(cluster, http, target, kind);
        }
    }

    private static void Count(SandboxCluster cluster, HttpContext http, ResourcePath target, KindInfo kind)
    {
        if (target.Subresource.Length > 0 && kind.Subresource(target.Subresource) is null) return;
        var applies = http.Request.ContentType?.StartsWith("application/apply-patch", StringComparison.Ordinal) == true;
        cluster.Requests.Add(VerbOf(http.Request, target), applies, http.Request.Query["dryRun"].Contains("All"), target, http.Response.StatusCode);
    }

    // Their resources are names of metrics, which come and go.
    private static async Task CustomMetricsAsync(SandboxCluster cluster, HttpContext http, SandboxUser user, ResourcePath target)
    {
        var attributes = new AccessAttributes("get", target.Group, target.Resource) { Namespace = target.Namespace, Name = target.Name, Subresource = target.Subresource };
        var failure = !Authorization.Allows(cluster, user, attributes) ? Authorization.Forbidden(user, attributes)
            : !HttpMethods.IsGet(http.Request.Method) ? Failure.MethodNotAllowed : null;
        JsonObject? list = null;
        if (failure is null) (list, failure) = CustomMetricsServer.Answer(cluster, target, http.Request.Query);
        if (list is not null) await AnswerWriter.SendAsync(http, 200, KubeJson.ToUtf8(list));
        else await AnswerWriter.WriteAsync(http, cluster, failure!, default);
    }

    private static async Task<Answer> AnswerAsync(SandboxCluster cluster, HttpContext http, SandboxUser user, ResourcePath target, KindInfo kind, AcceptedForm form)
    {
        if (target.Subresource.Length > 0 && kind.Subresource(target.Subresource) is null) return Failure.NoSuchResource;
        var request = new ApiRequest(cluster, http, user)
        {
            Verb = VerbOf(http.Request, target),
            Kind = kind,
            Namespace = target.Resource == "namespaces" && target.Group.Length == 0 ? "" : target.Namespace,
            Name = target.Name,
            Subresource = target.Subresource,
        };
        if (Authorization.Refuses(request) is { } refused) return refused;
        if (kind.Namespaced && request.Namespace.Length == 0 && target.Name.Length > 0) return Failure.NoSuchResource;
        if (!Serves(request, target)) return Failure.MethodNotAllowed;
        if (request.Query["dryRun"].ToString() is { Length: > 0 } dryRun and not "All") return InvalidDryRun(request, dryRun);
        if (await cluster.Faults.StrikeWriteAsync(request) is { } struck) return struck;
        if (target.Subresource.Length > 0 && target.Subresource != "status") return await Subresources.AnswerAsync(request);
        if (target.Name.Length == 0 && ReviewVerbs.Handles(kind)) return await ReviewVerbs.AnswerAsync(request);
        if (MetricsServer.Handles(kind)) return MetricsServer.Answer(request);
        return request.Verb switch
        {
            "get" => ReadVerbs.Get(request),
            "list" => ReadVerbs.List(request),
            "watch" => await WatchVerb.RunAsync(request, form),
            "create" => await WriteVerbs.CreateAsync(request),
            "update" => await WriteVerbs.UpdateAsync(request),
            "patch" => await PatchVerb.RunAsync(request),
            "delete" => await DeleteVerbs.DeleteAsync(request),
            _ => await DeleteVerbs.DeleteCollectionAsync(request),
        };
    }

    private static KubeStatus InvalidDryRun(ApiRequest request, string value)
    {
        var options = request.Verb switch
        {
            "create" => "CreateOptions",
            "update" => "UpdateOptions",
            "patch" => "PatchOptions",
            _ => "DeleteOptions",
        };
        var errors = new FieldErrors();
        errors.NotSupported("dryRun", new JsonArray(value), "All");
        return Failure.Invalid("meta.k8s.io", options, "", errors);
    }

    private static string VerbOf(HttpRequest request, ResourcePath target)
    {
        var named = target.Name.Length > 0;
        return request.Method switch
        {
            "GET" or "HEAD" when target.Watch || (!named && ListQuery.Truth(request.Query, "watch") == true) => "watch",
            "GET" or "HEAD" => named ? "get" : "list",
            "POST" => "create",
            "PUT" => "update",
            "PATCH" => "patch",
            "DELETE" => named ? "delete" : "deletecollection",
            _ => "",
        };
    }

    private static bool Serves(ApiRequest request, ResourcePath target)
    {
        var kind = request.Kind;
        var verbs = target.Subresource.Length > 0 ? kind.Subresource(target.Subresource)!.Verbs : kind.Verbs;
        if (!verbs.Contains(request.Verb)) return false;
        if (target.Subresource.Length > 0) return true;

        // A named object is not created by POST to it; objects of a namespace are written only inside one.
        if (request.Verb == "create" && target.Name.Length > 0) return false;
        if (request.Verb is "update" or "patch" && target.Name.Length == 0) return false;
        if (kind.Namespaced && request.Namespace.Length == 0 && request.Verb is not ("list" or "watch")) return false;
        return true;
    }

    private static async Task TextAsync(HttpContext http, int code, string text)
    {
        http.Response.StatusCode = code;
        http.Response.ContentType = "text/plain; charset=utf-8";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), http.RequestAborted);
    }
}

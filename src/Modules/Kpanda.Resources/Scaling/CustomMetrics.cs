using System.Net;
using System.Text.Json;
using Kpanda.Clusters.Errors;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Kube;
using Kpanda.KubeModel;
using Kpanda.Resources.Objects;
using Kpanda.Resources.Shapes;
using Kpanda.Resources.Summaries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Resources.Scaling;

/// <summary>The metrics of pods and Services that an adapter in the member serves (custom.metrics.k8s.io), asked of the member as the person.</summary>
internal sealed class CustomMetrics(MemberObjects objects)
{
    private const string Group = "custom.metrics.k8s.io";
    private const string Json = "application/json";

    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal) { ["Pod"] = "pods", ["Service"] = "services" };

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/apis/kpanda.io/v1alpha1/clusters/{cluster}").WithTags("Autoscaling");
        group.Get("/custommetricsummary", (string cluster, string? kind, CustomMetrics handler, Person person, CancellationToken cancellation) =>
            handler.NamesAsync(cluster, kind ?? "", person, cancellation));
        group.Get("/namespaces/{namespace}/metricvalues", (string cluster, [FromRoute(Name = "namespace")] string ns, string? kind, string? kindName, string? name, CustomMetrics handler, Person person, CancellationToken cancellation) =>
            handler.ValuesAsync(cluster, ns, kind ?? "", kindName ?? "", name ?? "", person, cancellation));
    }

    /// <summary>The metrics that there are of a kind, or of both; none where the member has no adapter.</summary>
    public async Task<Result<NameList>> NamesAsync(string cluster, string kind, Person person, CancellationToken cancellationToken)
    {
        var any = kind.Length == 0 || kind.EndsWith("_UNSPECIFIED", StringComparison.Ordinal);
        if (!any && !Kinds.ContainsKey(kind)) return Unknown(kind);
        var opened = await objects.OpenAsync(person, "list", new(cluster, new(Group, "*"), new("", "")), cancellationToken);
        if (!opened.TryGet(out var client, out var error)) return error;
        if (!(await VersionAsync(client, cluster, cancellationToken)).TryGet(out var version, out error)) return error;
        if (version.Length == 0) return new NameList([]);

        var answer = await client.GetAsync(KubePath.Document($"/apis/{Group}/{version}"), Json, cancellationToken);
        if (!answer.TryGet(out var list, out var failure)) return failure.ToError(cluster);
        using var document = list.Parse();
        var prefixes = any ? Kinds.Values.ToList() : [Kinds[kind]];
        var names = document.RootElement.Items("resources").Select(resource => resource.Text("name").Split('/', 2)).Where(parts => parts.Length == 2 && prefixes.Contains(parts[0])).Select(parts => parts[1]);
        return new NameList([.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    /// <summary>What a metric is for one object, or for all of the kind in the namespace.</summary>
    public async Task<Result<CustomMetricValues>> ValuesAsync(string cluster, string ns, string kind, string kindName, string name, Person person, CancellationToken cancellationToken)
    {
        if (!Kinds.TryGetValue(kind, out var resource)) return Unknown(kind);
        if (!KubePath.IsSegment(name)) return Error.Invalid("name", "object.field.required", ("field", "name"));
        var key = new ObjectKey(ns, kindName.Length > 0 ? kindName : "*");
        var opened = await objects.OpenAsync(person, "get", new(cluster, new(Group, resource), key), cancellationToken, name);
        if (!opened.TryGet(out var client, out var error)) return error;
        if (!(await VersionAsync(client, cluster, cancellationToken)).TryGet(out var version, out error)) return error;
        if (version.Length == 0) return new CustomMetricValues([]);

        var answer = await client.GetAsync(KubePath.Object(new(Group, version, resource), key, name), Json, cancellationToken);
        if (!answer.TryGet(out var list, out var failure)) return failure.ToError(cluster);
        using var document = list.Parse();
        return new CustomMetricValues([.. document.RootElement.Items("items").Select(Value)]);
    }

    /// <summary>The version that the member prefers; empty where it has no adapter.</summary>
    private static async Task<Result<string>> VersionAsync(KubeClient client, string cluster, CancellationToken cancellationToken)
    {
        var answer = await client.GetAsync(KubePath.Document($"/apis/{Group}"), Json, cancellationToken);
        if (!answer.TryGet(out var group, out var failure)) return failure.HttpStatus == (int)HttpStatusCode.NotFound ? "" : failure.ToError(cluster);
        using var document = group.Parse();
        return document.RootElement.Text("preferredVersion", "version");
    }

    // The first version has the name of the metric flat, the second in an object.
    private static CustomMetricValue Value(JsonElement item) => new(
        item.Text("metricName") is { Length: > 0 } flat ? flat : item.Text("metric", "name"),
        item.Text("value"),
        item.Time("timestamp")?.ToUnixTimeMilliseconds(),
        new(item.Text("describedObject", "kind"), item.Text("describedObject", "namespace"), item.Text("describedObject", "name"), item.Text("describedObject", "apiVersion")));

    private static Error Unknown(string kind) => Error.Invalid("kind", "list.value", ("parameter", "kind"), ("value", kind), ("values", string.Join(", ", Kinds.Keys)));
}

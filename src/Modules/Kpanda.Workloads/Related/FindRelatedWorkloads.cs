using System.Text.Json;
using Kpanda.Hosting;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Kpanda.Resources.Kinds;
using Kpanda.Resources.Lists;
using Kpanda.Resources.Objects;
using Kpanda.Resources.Shapes;
using Kpanda.Search;
using Kpanda.Search.Query;
using Kpanda.Workloads.Kinds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Workloads.Related;

/// <summary>Who would notice a change of a ConfigMap or a Secret: the workloads of its namespace that use it, as far as the person may list them.</summary>
internal sealed class FindRelatedWorkloads(IResourceIndex index, IAuthorizer authorizer, PublishedReader reader)
{
    private readonly record struct Question(string Cluster, string Namespace, Func<JsonElement, bool> Uses, Person Person, Language Language);

    public static void Map(IEndpointRouteBuilder routes, DeploymentKind deployments, StatefulSetKind statefulSets, DaemonSetKind daemonSets, JobKind jobs, PodKind pods)
    {
        var kinds = (deployments, statefulSets, daemonSets, jobs, pods);
        routes.MapGet("/configmaps/{configmap}/related", (string cluster, string @namespace, string configmap, FindRelatedWorkloads handler, Person person, HttpContext context, CancellationToken cancellation) =>
            handler.FindAsync(kinds, new(cluster, @namespace, spec => PodReferences.UsesConfigMap(spec, configmap), person, RequestLanguage.Of(context)), cancellation));
        routes.MapGet("/secrets/{secret}/related", (string cluster, string @namespace, string secret, FindRelatedWorkloads handler, Person person, HttpContext context, CancellationToken cancellation) =>
            handler.FindAsync(kinds, new(cluster, @namespace, spec => PodReferences.UsesSecret(spec, secret), person, RequestLanguage.Of(context)), cancellation));
    }

    private async Task<Result<RelatedWorkloads>> FindAsync(
        (DeploymentKind Deployments, StatefulSetKind StatefulSets, DaemonSetKind DaemonSets, JobKind Jobs, PodKind Pods) kinds, Question question, CancellationToken cancellationToken) =>
        new RelatedWorkloads(
            await OfAsync(kinds.Deployments, question, ["spec", "template", "spec"], cancellationToken),
            await OfAsync(kinds.StatefulSets, question, ["spec", "template", "spec"], cancellationToken),
            await OfAsync(kinds.DaemonSets, question, ["spec", "template", "spec"], cancellationToken),
            await OfAsync(kinds.Jobs, question, ["spec", "template", "spec"], cancellationToken),
            await OfAsync(kinds.Pods, question, ["spec"], cancellationToken));

    private async Task<IReadOnlyList<T>> OfAsync<T>(ResourceKind<T> kind, Question question, string[] podSpec, CancellationToken cancellationToken)
        where T : PublishedResource
    {
        var scope = await authorizer.ScopeAsync(question.Person, "list", kind.Resource, cancellationToken);
        var query = new ResourceQuery(kind.Resource) { Clusters = [question.Cluster], Namespaces = [question.Namespace] };
        var found = new List<T>();
        await foreach (var obj in index.AllAsync(query, scope, cancellationToken))
        {
            if (question.Uses(obj.Body.At(podSpec))) found.Add(reader.Publish(kind, obj, question.Language));
        }

        return found;
    }
}

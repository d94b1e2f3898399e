using Kpanda.Hosting;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Resources.Lists;
using Kpanda.Resources.Shapes;
using Kpanda.Search;
using Kpanda.Search.Query;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Resources.Namespaces;

/// <summary>What several ResourceQuotas or LimitRanges of one namespace come to: each holds by itself, so the tightest counts.</summary>
internal sealed class EffectiveLimits(IResourceIndex index, IAuthorizer authorizer)
{
    private const string Path = "/apis/kpanda.io/v1alpha1/clusters/{cluster}/namespaces/{namespace}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Path).WithTags("Core");
        group.MapGet("/resourcequotas:compute", (string cluster, string @namespace, EffectiveLimits handler, Person person, CancellationToken cancellation) => handler.QuotaAsync(cluster, @namespace, person, cancellation));
        group.MapGet("/limitranges:compute", (string cluster, string @namespace, EffectiveLimits handler, Person person, CancellationToken cancellation) => handler.LimitsAsync(cluster, @namespace, person, cancellation));
    }

    public async Task<Result<ResourceQuota>> QuotaAsync(string cluster, string ns, Person person, CancellationToken cancellationToken)
    {
        var status = QuotaSum.Of(await AllAsync("resourcequotas", cluster, ns, person, cancellationToken)) ?? new ResourceQuotaStatus();
        return new ResourceQuota { Metadata = At(cluster, ns), Spec = new() { Hard = status.Hard }, Status = status };
    }

    public async Task<Result<LimitRange>> LimitsAsync(string cluster, string ns, Person person, CancellationToken cancellationToken)
    {
        var all = await AllAsync("limitranges", cluster, ns, person, cancellationToken);
        var items = all.SelectMany(range => Shape.Read<LimitRangeSpec>(range.Body.At("spec"))?.Limits ?? []);
        return new LimitRange { Metadata = At(cluster, ns), Spec = new() { Limits = [.. items.GroupBy(item => item.Type).Select(LimitSum.Of)] } };
    }

    private static ObjectMeta At(string cluster, string ns) => new() { Cluster = cluster, Namespace = ns };

    private ValueTask<List<IndexedObject>> AllAsync(string resource, string cluster, string ns, Person person, CancellationToken cancellationToken) => index
        .AllAsync(authorizer, new ResourceQuery(new("", resource)) { Clusters = [cluster], Namespaces = [ns] }, person, cancellationToken)
        .ToListAsync(cancellationToken);
}

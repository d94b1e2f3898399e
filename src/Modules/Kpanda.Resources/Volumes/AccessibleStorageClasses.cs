using Kpanda.Hosting;
using Kpanda.Identity.Access;
using Kpanda.Resources.Kinds;
using Kpanda.Search.Lists;
using Kpanda.Search.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Resources.Volumes;

/// <summary>The storage classes that a person may use: those that they may list.</summary>
internal sealed class AccessibleStorageClasses(StorageClassKind kind) : ILivePaths
{
    private const string Segment = "accessiblestorageclasses";

    public ValueTask<Result<LivePath>?> FindAsync(IReadOnlyList<string> segments, IQueryCollection query, CancellationToken cancellationToken) =>
        new(segments is ["clusters", var cluster, Segment] ? new LivePath(kind, new ListTarget(cluster, null)) : (Result<LivePath>?)null);

    public static void Map(IEndpointRouteBuilder routes, StorageClassKind kind) => routes
        .MapGet(
            $"/apis/kpanda.io/v1alpha1/clusters/{{cluster}}/{Segment}",
            (string cluster, ResourceLists lists, Person person, HttpRequest request, CancellationToken cancellation) =>
                lists.AnswerAsync(kind, new ListTarget(cluster, null), person, request, null, cancellation))
        .WithTags("Storage")
        .Lists(kind);
}

using Kpanda.Hosting;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Search.Kinds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Search.Lists;

/// <summary>The three list routes of each kind.</summary>
internal static class ListEndpoints
{
    public const string Prefix = "/apis/kpanda.io/v1alpha1";

    public static void Map(IEndpointRouteBuilder routes, KindRegistry kinds)
    {
        foreach (var descriptor in kinds.All) Map(routes, descriptor);
    }

    private static void Map(IEndpointRouteBuilder routes, KindDescriptor descriptor)
    {
        routes.Get($"{Prefix}/asl/{descriptor.Segment}", (Person person, HttpRequest request, ResourceLists lists, CancellationToken cancellationToken) =>
            lists.AnswerAsync(descriptor, ListTarget.All, person, request, null, cancellationToken)).Describe(descriptor, "ListAll");

        routes.Get($"{Prefix}/clusters/{{cluster}}/{descriptor.Segment}", (string cluster, Person person, HttpRequest request, ResourceLists lists, CancellationToken cancellationToken) =>
            lists.AnswerAsync(descriptor, new ListTarget(cluster, null), person, request, null, cancellationToken)).Describe(descriptor, "ListCluster");

        if (!descriptor.Namespaced) return;
        routes.Get(
            $"{Prefix}/clusters/{{cluster}}/namespaces/{{namespace}}/{descriptor.Segment}",
            (string cluster, string @namespace, Person person, HttpRequest request, ResourceLists lists, CancellationToken cancellationToken) =>
                lists.AnswerAsync(descriptor, new ListTarget(cluster, @namespace), person, request, null, cancellationToken)).Describe(descriptor, "List");
    }

    private static void Describe(this RouteHandlerBuilder route, KindDescriptor descriptor, string verb) => route
        .WithName($"{descriptor.Tag}_{verb}_{descriptor.Segment}")
        .WithTags(descriptor.Tag)
        .Lists(descriptor);
}

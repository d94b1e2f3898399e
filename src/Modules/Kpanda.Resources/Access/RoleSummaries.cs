using System.Text.Json;
using Kpanda.Hosting;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Resources.Lists;
using Kpanda.Resources.Shapes;
using Kpanda.Search;
using Kpanda.Search.Query;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Resources.Access;

/// <summary>Who has which role in the members, told from the bindings there as far as the person may list them.</summary>
internal sealed class RoleSummaries(IResourceIndex index, IAuthorizer authorizer)
{
    private const string Group = "rbac.authorization.k8s.io";
    private const string Prefix = "/apis/kpanda.io/v1alpha1";

    private static readonly GroupResource Bindings = new(Group, "rolebindings");
    private static readonly GroupResource ClusterBindings = new(Group, "clusterrolebindings");

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Prefix).WithTags("RBAC");
        group.Get("/rolesummary", (string? cluster, string? @namespace, RoleSummaries handler, Person person, CancellationToken cancellation) =>
            handler.RolesAsync(cluster, @namespace, person, cancellation));
        group.Get("/admincluster", (string? user, string[]? userGroup, RoleSummaries handler, Person person, CancellationToken cancellation) =>
            handler.AdministeredAsync(user, userGroup, person, cancellation));
    }

    /// <summary>The roles of each user. Bindings of the whole cluster are left out where one namespace is asked for.</summary>
    public async Task<Result<UserRoles>> RolesAsync(string? cluster, string? ns, Person person, CancellationToken cancellationToken)
    {
        var users = new SortedDictionary<string, (SortedSet<string> ClusterRoles, SortedDictionary<string, SortedSet<string>> Roles)>(StringComparer.Ordinal);
        (SortedSet<string> ClusterRoles, SortedDictionary<string, SortedSet<string>> Roles) Of(string user) =>
            users.TryGetValue(user, out var known) ? known : users[user] = (new(StringComparer.Ordinal), new(StringComparer.Ordinal));

        var query = new ResourceQuery(Bindings) { Clusters = Given(cluster), Namespaces = Given(ns) };
        await foreach (var binding in index.AllAsync(authorizer, query, person, cancellationToken))
        {
            foreach (var user in Subjects(binding.Body, "User"))
            {
                var roles = Of(user).Roles;
                if (!roles.TryGetValue(binding.Key.Namespace, out var names)) roles[binding.Key.Namespace] = names = new(StringComparer.Ordinal);
                names.Add(binding.Body.Text("roleRef", "name"));
            }
        }

        if (string.IsNullOrEmpty(ns))
        {
            await foreach (var binding in index.AllAsync(authorizer, new ResourceQuery(ClusterBindings) { Clusters = Given(cluster) }, person, cancellationToken))
            {
                foreach (var user in Subjects(binding.Body, "User")) Of(user).ClusterRoles.Add(binding.Body.Text("roleRef", "name"));
            }
        }

        return new UserRoles(users.ToDictionary(
            user => user.Key,
            user => new RoleSummary([.. user.Value.ClusterRoles], user.Value.Roles.ToDictionary(role => role.Key, role => new RoleNames([.. role.Value])))));
    }

    /// <summary>The clusters in which a user or one of some groups is bound to cluster-admin; the person who asks, where neither is named.</summary>
    public async Task<Result<ClusterNames>> AdministeredAsync(string? user, IReadOnlyList<string>? groups, Person person, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(user) && groups is not { Count: > 0 }) (user, groups) = (person.Name, person.Groups);
        var administrators = new ResourceQuery(ClusterBindings).Where("roleRef.name", "cluster-admin");
        var clusters = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var binding in index.AllAsync(authorizer, administrators, person, cancellationToken))
        {
            if (Subjects(binding.Body, "User").Contains(user) || Subjects(binding.Body, "Group").Any(group => groups?.Contains(group) == true)) clusters.Add(binding.Cluster);
        }

        return new ClusterNames([.. clusters]);
    }

    private static string[] Given(string? name) => string.IsNullOrEmpty(name) ? [] : [name];

    private static IEnumerable<string> Subjects(JsonElement binding, string kind) =>
        binding.Items("subjects").Where(subject => subject.Text("kind") == kind).Select(subject => subject.Text("name"));
}

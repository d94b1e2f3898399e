using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Permissions.Rbac;
using Kpanda.Permissions.Roles;

namespace Kpanda.Permissions.Grants;

/// <summary>
/// Who may grant, as Kubernetes decides it for bindings: whoever may write bindings in that place, and either holds all that the role gives there or may <c>bind</c> it. Nobody grants
/// what they do not hold.
/// </summary>
internal sealed class GrantRules(IAuthorizer authorizer, IRoleRules roles)
{
    private const string Group = "rbac.authorization.k8s.io";

    /// <summary>Bindings of whole clusters.</summary>
    public static readonly GroupResource ClusterBindings = new(Group, "clusterrolebindings");

    /// <summary>Bindings in a namespace.</summary>
    public static readonly GroupResource Bindings = new(Group, "rolebindings");

    /// <summary>Whether a person may do something with the grants in a place, whatever the role.</summary>
    /// <returns>Null, or the refusal.</returns>
    public async ValueTask<Error?> RefusesAsync(Person person, string verb, string cluster, string ns, CancellationToken cancellationToken) =>
        (await authorizer.CheckAsync(person, new AccessRequest(verb, ns.Length == 0 ? ClusterBindings : Bindings) { Cluster = cluster, Namespace = ns }, cancellationToken)).Error;

    /// <summary>Whether a person may give a role in a place.</summary>
    /// <returns>Null, or the refusal, which names what the person lacks.</returns>
    public async ValueTask<Error?> RefusesAsync(Person person, string verb, string cluster, string ns, string role, CancellationToken cancellationToken)
    {
        if (await RefusesAsync(person, verb, cluster, ns, cancellationToken) is { } refused) return refused;
        var bind = new AccessRequest("bind", new GroupResource(Group, "clusterroles")) { Cluster = cluster, Namespace = ns, Name = role };
        if (await MayAsync(person, bind, cancellationToken)) return null;
        return await LackedAsync(person, roles.Of(role).Rules, cluster, ns, cancellationToken) is { } lacked
            ? Error.Of(ErrorCode.PermissionDenied, "grant.exceeds", ("role", role), ("verb", lacked.Verb), ("resource", What(lacked)), ("cluster", cluster), ("namespace", ns))
            : null;
    }

    /// <summary>Whether a person may make the rules of a role others: whoever holds everything that comes with them, in every cluster.</summary>
    /// <returns>Null, or the refusal, which names what the person lacks.</returns>
    public async ValueTask<Error?> RefusesAsync(Person person, string role, IReadOnlyList<PolicyRule> rules, IEnumerable<string> clusters, CancellationToken cancellationToken)
    {
        var now = roles.Of(role);
        foreach (var cluster in clusters)
        {
            foreach (var request in rules.SelectMany(rule => RequestsOf(rule, cluster, "")))
            {
                if (now.Allows(request) || await MayAsync(person, request, cancellationToken)) continue;
                return Error.Of(ErrorCode.PermissionDenied, "template.exceeds", ("role", role), ("verb", request.Verb), ("resource", What(request)), ("cluster", cluster));
            }
        }

        return null;
    }

    private async ValueTask<AccessRequest?> LackedAsync(Person person, IReadOnlyList<PolicyRule> rules, string cluster, string ns, CancellationToken cancellationToken)
    {
        foreach (var request in rules.SelectMany(rule => RequestsOf(rule, cluster, ns)))
            if (!await MayAsync(person, request, cancellationToken)) return request;
        return null;
    }

    private static string What(AccessRequest request) =>
        request.Path.Length > 0 ? request.Path : request.Subresource.Length > 0 ? $"{request.Resource}/{request.Subresource}" : $"{request.Resource}";

    private async ValueTask<bool> MayAsync(Person person, AccessRequest request, CancellationToken cancellationToken) =>
        (await authorizer.CheckAsync(person, request, cancellationToken)).Error is null;

    /// <summary>Everything that a rule gives, one by one. <c>*</c> is held by whoever holds <c>*</c>. A role that is bound in a namespace gives no paths.</summary>
    private static IEnumerable<AccessRequest> RequestsOf(PolicyRule rule, string cluster, string ns)
    {
        foreach (var verb in rule.Verbs)
        {
            foreach (var group in rule.ApiGroups)
            {
                foreach (var resource in rule.Resources)
                {
                    var parts = resource.Split('/', 2);
                    IReadOnlyList<string> names = rule.ResourceNames.Count == 0 ? [""] : rule.ResourceNames;
                    foreach (var name in names)
                        yield return new AccessRequest(verb, new GroupResource(group, parts[0])) { Cluster = cluster, Namespace = ns, Name = name, Subresource = parts.Length == 2 ? parts[1] : "" };
                }
            }

            if (ns.Length > 0) continue;
            foreach (var path in rule.NonResourceUrls) yield return new AccessRequest(verb, new GroupResource("", "")) { Cluster = cluster, Path = path };
        }
    }
}

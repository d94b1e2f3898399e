using System.Text.Json;
using Kpanda.Hosting.Sessions;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Permissions.Rbac;
using Kpanda.Permissions.Roles;

namespace Kpanda.Permissions.Tests.Fakes;

/// <summary>The authoriser over roles and bindings that a test says were observed.</summary>
internal sealed class RightsSite : IDisposable
{
    private readonly RuleSetPool _pool = new();

    public RightsSite(IRoleRules? roles = null)
    {
        People = new PeopleAccess(Observed, Grants, roles ?? new BuiltInRoles(), Rights);
        Authorizer = new RbacAuthorizer(People);
    }

    public ObservedRbac Observed { get; } = new();

    public FakeGrants Grants { get; } = new();

    public RightsChanges Rights { get; } = new();

    public PeopleAccess People { get; }

    public IAuthorizer Authorizer { get; }

    public static Person Somebody(string name, params string[] groups) => new(Guid.CreateVersion7(), name, groups, IsPlatformAdministrator: false);

    /// <summary>A cluster whose RBAC is known, with what Kubernetes gives everybody.</summary>
    public ObservedCluster Open(string name, bool canAct = true)
    {
        var cluster = new ObservedCluster(Guid.CreateVersion7(), name, canAct, new ClusterRbac());
        Observed.Put(cluster);
        Role(cluster, "", "system:discovery", """[{"nonResourceURLs":["/api","/api/*","/version"],"verbs":["get"]}]""");
        Role(cluster, "", "system:basic-user", """[{"apiGroups":["authorization.k8s.io"],"resources":["selfsubjectaccessreviews"],"verbs":["create"]}]""");
        Bind(cluster, "", "system:discovery", "ClusterRole", "system:discovery", "Group", "system:authenticated");
        Bind(cluster, "", "system:basic-user", "ClusterRole", "system:basic-user", "Group", "system:authenticated");
        return cluster;
    }

    public void Role(ObservedCluster cluster, string ns, string name, string? rules) =>
        Tell(cluster.Rbac.PutRole(new(ns, name), rules is null ? null : _pool.Of(JsonSerializer.Deserialize<JsonElement>($$"""{"rules":{{rules}}}"""))));

    public void Bind(ObservedCluster cluster, string ns, string name, string roleKind, string role, string subjectKind, string subject) =>
        Tell(cluster.Rbac.PutBinding(new(ns, name), RbacBinding.Read(new(ns, name), JsonSerializer.SerializeToElement(new
        {
            roleRef = new { apiGroup = "rbac.authorization.k8s.io", kind = roleKind, name = role },
            subjects = new[] { new { kind = subjectKind, name = subject, @namespace = "default" } },
        }))));

    public void Unbind(ObservedCluster cluster, string ns, string name) => Tell(cluster.Rbac.PutBinding(new(ns, name), null));

    public async Task<bool> MayAsync(Person person, string verb, GroupResource resource, string cluster, string ns = "", string name = "", string part = "") =>
        (await Authorizer.CheckAsync(person, new(verb, resource) { Cluster = cluster, Namespace = ns, Name = name, Subresource = part }, TestContext.Current.CancellationToken)).Error is null;

    public async Task<AccessScope> ScopeAsync(Person person, string verb, GroupResource resource) =>
        await Authorizer.ScopeAsync(person, verb, resource, TestContext.Current.CancellationToken);

    public void Dispose() => People.Dispose();

    private void Tell(IReadOnlyCollection<RbacSubject> concerns)
    {
        if (concerns.Count > 0) Observed.Tell(concerns.ToHashSet());
    }
}

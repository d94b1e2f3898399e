using Kpanda.Hosting.Errors;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Permissions.Roles;
using Kpanda.Permissions.Tests.Fakes;

namespace Kpanda.Permissions.Tests.Rbac;

public sealed class RbacAuthorizerTests : IDisposable
{
    private static readonly GroupResource Pods = new("", "pods");
    private static readonly GroupResource Nodes = new("", "nodes");
    private static readonly GroupResource Namespaces = new("", "namespaces");
    private static readonly GroupResource Clusters = new("kpanda.io", "clusters");
    private const string ReadsPods = """[{"apiGroups":[""],"resources":["pods"],"verbs":["get","list","watch"]}]""";

    private readonly RightsSite _site = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task Administrator_MayEverything_EvenWhereNothingIsKnown()
    {
        var root = new Person(Guid.CreateVersion7(), "root", [], IsPlatformAdministrator: true);

        (await _site.ScopeAsync(root, "list", Pods)).IsAll.ShouldBeTrue();
        (await _site.MayAsync(root, "delete", Pods, "unknown", "shop", "cart")).ShouldBeTrue();
        (await _site.Authorizer.CheckAsync(root, AccessRequest.Platform("create", "clusters"), Token)).Error.ShouldBeNull();
    }

    [Fact]
    public async Task NewPerson_MayNothing_AndNoClusterExists()
    {
        _site.Open("prod");

        // Names and groups that look powerful give nothing.
        var wang = RightsSite.Somebody("admin", Person.PlatformAdministratorsGroup, "system:masters");

        (await _site.ScopeAsync(wang, "list", Pods)).IsNone.ShouldBeTrue();
        (await _site.ScopeAsync(wang, "list", Clusters)).IsNone.ShouldBeTrue();
        (await _site.MayAsync(wang, "get", Pods, "prod", "shop", "cart")).ShouldBeFalse();
        (await _site.Authorizer.CheckAsync(wang, new AccessRequest("get", default) { Cluster = "prod", Path = "/version" }, Token)).Error.ShouldNotBeNull();
        (await _site.Authorizer.CheckAsync(wang, AccessRequest.Platform("create", "clusters"), Token)).Error!.Code.ShouldBe(ErrorCode.PermissionDenied);
        (await _site.Authorizer.CheckAsync(wang, AccessRequest.Platform("get", "clusters", "prod"), Token)).Error.ShouldNotBeNull();
    }

    [Fact]
    public async Task Grant_OpensItsNamespace_AndNothingElse()
    {
        var prod = _site.Open("prod");
        _site.Open("test");
        var wang = RightsSite.Somebody("wang");
        var grant = _site.Grants.Give(wang, RoleTemplates.NamespaceEdit, prod.Id, "shop");

        var scope = await _site.ScopeAsync(wang, "list", Pods);

        (scope.Allows("prod", "shop"), scope.Allows("prod", "bank"), scope.Allows("test", "shop"), scope.Allows("prod", "")).ShouldBe((true, false, false, false));
        (await _site.MayAsync(wang, "create", Pods, "prod", "shop", "cart", "exec")).ShouldBeTrue();
        (await _site.MayAsync(wang, "list", Pods, "prod")).ShouldBeFalse();
        (await _site.ScopeAsync(wang, "list", Nodes)).IsNone.ShouldBeTrue();
        var clusters = await _site.ScopeAsync(wang, "list", Clusters);
        (clusters.Touches("prod"), clusters.Touches("test")).ShouldBe((true, false));

        // The API documents of a cluster in which they have something.
        (await _site.Authorizer.CheckAsync(wang, new AccessRequest("get", default) { Cluster = "prod", Path = "/version" }, Token)).Error.ShouldBeNull();

        _site.Grants.Take(grant);
        (await _site.ScopeAsync(wang, "list", Pods)).IsNone.ShouldBeTrue();
        (await _site.ScopeAsync(wang, "list", Clusters)).IsNone.ShouldBeTrue();
    }

    [Fact]
    public async Task GrantOfAGroup_HoldsForItsMembers()
    {
        var prod = _site.Open("prod");
        var group = Guid.CreateVersion7();
        _site.Grants.GiveGroup(group, RoleTemplates.NamespaceView, prod.Id, "shop");
        var wang = RightsSite.Somebody("wang");
        var li = RightsSite.Somebody("li") with { GroupIds = [group] };

        (await _site.MayAsync(wang, "get", Pods, "prod", "shop", "cart")).ShouldBeFalse();
        (await _site.MayAsync(li, "get", Pods, "prod", "shop", "cart")).ShouldBeTrue();

        // Out of the group: the same person, asked with other groups.
        (await _site.MayAsync(li with { GroupIds = [] }, "get", Pods, "prod", "shop", "cart")).ShouldBeFalse();
    }

    [Fact]
    public async Task BindingMadeByHand_Counts_ByUserAndByGroup_NeverByServiceAccount()
    {
        var prod = _site.Open("prod");
        var wang = RightsSite.Somebody("wang", "shop-team", "system:nodes");
        _site.Role(prod, "shop", "reader", ReadsPods);
        (await _site.MayAsync(wang, "list", Pods, "prod", "shop")).ShouldBeFalse();

        _site.Bind(prod, "shop", "robot", "Role", "reader", "ServiceAccount", "wang");
        _site.Bind(prod, "shop", "node", "Role", "reader", "Group", "system:nodes");
        (await _site.MayAsync(wang, "list", Pods, "prod", "shop")).ShouldBeFalse();

        _site.Bind(prod, "shop", "team", "Role", "reader", "Group", "shop-team");
        (await _site.MayAsync(wang, "list", Pods, "prod", "shop")).ShouldBeTrue();
        _site.Unbind(prod, "shop", "team");
        (await _site.MayAsync(wang, "list", Pods, "prod", "shop")).ShouldBeFalse();

        _site.Bind(prod, "", "all", "ClusterRole", "reader", "User", "wang");
        (await _site.MayAsync(wang, "list", Pods, "prod")).ShouldBeFalse();
        _site.Role(prod, "", "reader", ReadsPods);
        (await _site.MayAsync(wang, "list", Pods, "prod")).ShouldBeTrue();
        (await _site.ScopeAsync(wang, "list", Pods)).Allows("prod", "anything").ShouldBeTrue();
    }

    [Fact]
    public async Task ClusterBinding_GivesNoRoleOfANamespace()
    {
        var prod = _site.Open("prod");
        var wang = RightsSite.Somebody("wang");
        _site.Role(prod, "", "reader", ReadsPods);

        _site.Bind(prod, "", "wrong", "Role", "reader", "User", "wang");

        (await _site.ScopeAsync(wang, "list", Pods)).IsNone.ShouldBeTrue();
    }

    [Fact]
    public async Task SingleNames_OpenNoList()
    {
        var prod = _site.Open("prod");
        var wang = RightsSite.Somebody("wang");
        _site.Role(prod, "", "one", """[{"apiGroups":[""],"resources":["configmaps"],"resourceNames":["cart"],"verbs":["get","list","watch"]}]""");
        _site.Bind(prod, "", "one", "ClusterRole", "one", "User", "wang");
        var settings = new GroupResource("", "configmaps");

        (await _site.ScopeAsync(wang, "list", settings)).IsNone.ShouldBeTrue();
        (await _site.MayAsync(wang, "get", settings, "prod", "shop", "cart")).ShouldBeTrue();
        (await _site.MayAsync(wang, "get", settings, "prod", "shop", "card")).ShouldBeFalse();
    }

    [Fact]
    public async Task NamespaceObject_IsInItself()
    {
        var prod = _site.Open("prod");
        var wang = RightsSite.Somebody("wang");
        _site.Grants.Give(wang, RoleTemplates.NamespaceView, prod.Id, "shop");

        (await _site.MayAsync(wang, "get", Namespaces, "prod", "", "shop")).ShouldBeTrue();
        (await _site.MayAsync(wang, "get", Namespaces, "prod", "shop", "shop")).ShouldBeTrue();
        (await _site.MayAsync(wang, "get", Namespaces, "prod", "", "bank")).ShouldBeFalse();
        (await _site.MayAsync(wang, "list", Namespaces, "prod")).ShouldBeFalse();
        var scope = await _site.ScopeAsync(wang, "list", Namespaces);
        (scope.Allows("prod", "shop"), scope.Allows("prod", "bank")).ShouldBe((true, false));
    }

    [Fact]
    public async Task ClusterWhoseRightsAreNotKnown_IsClosed()
    {
        var prod = _site.Open("prod");
        var wang = RightsSite.Somebody("wang");
        _site.Grants.Give(wang, RoleTemplates.ClusterAdmin, prod.Id);
        (await _site.MayAsync(wang, "get", Nodes, "prod", "", "n1")).ShouldBeTrue();

        _site.Observed.Remove("prod");
        _site.Observed.Tell(null);

        (await _site.MayAsync(wang, "get", Nodes, "prod", "", "n1")).ShouldBeFalse();
        (await _site.ScopeAsync(wang, "list", Clusters)).IsNone.ShouldBeTrue();
    }

    [Fact]
    public async Task WhereNobodyCanBeImpersonated_RightsAreToRead()
    {
        var prod = _site.Open("prod", canAct: false);
        var wang = RightsSite.Somebody("wang");
        _site.Grants.Give(wang, RoleTemplates.ClusterAdmin, prod.Id);

        (await _site.MayAsync(wang, "list", Pods, "prod")).ShouldBeTrue();
        (await _site.MayAsync(wang, "delete", Pods, "prod", "shop", "cart")).ShouldBeFalse();
        (await _site.ScopeAsync(wang, "delete", Pods)).IsNone.ShouldBeTrue();
    }

    [Fact]
    public async Task ClusterAdministrator_ChangesTexts_NeitherTheCredentialNorTheRegistration()
    {
        var prod = _site.Open("prod");
        var (wang, li) = (RightsSite.Somebody("wang"), RightsSite.Somebody("li"));
        _site.Grants.Give(wang, RoleTemplates.ClusterAdmin, prod.Id);
        _site.Grants.Give(li, RoleTemplates.NamespaceAdmin, prod.Id, "shop");

        (await PlatformAsync(wang, "update")).ShouldBeTrue();
        (await PlatformAsync(wang, "update", "kubeconfig")).ShouldBeFalse();
        (await PlatformAsync(wang, "delete")).ShouldBeFalse();
        (await PlatformAsync(li, "get")).ShouldBeTrue();
        (await PlatformAsync(li, "update")).ShouldBeFalse();

        async Task<bool> PlatformAsync(Person person, string verb, string part = "") =>
            (await _site.Authorizer.CheckAsync(person, AccessRequest.Platform(verb, "clusters", "prod") with { Subresource = part }, Token)).Error is null;
    }

    [Fact]
    public async Task PlatformRights_AreForThePlatform_AndForNoCluster()
    {
        _site.Open("prod");
        var auditor = RightsSite.Somebody("auditor") with { Rights = PlatformRights.Of([("list", new GroupResource("ghippo.io", "audits"))]) };

        (await _site.ScopeAsync(auditor, "list", new GroupResource("ghippo.io", "audits"))).IsAll.ShouldBeTrue();
        (await _site.ScopeAsync(auditor, "list", new GroupResource("ghippo.io", "users"))).IsNone.ShouldBeTrue();
        (await _site.ScopeAsync(auditor, "list", Pods)).IsNone.ShouldBeTrue();
    }

    [Fact]
    public async Task OwnerOfAllClusters_MayEverythingInThem()
    {
        var owner = RightsSite.Somebody("owner") with { ManagesEveryCluster = true };

        (await _site.ScopeAsync(owner, "list", Pods)).IsAll.ShouldBeTrue();
        (await _site.ScopeAsync(owner, "list", Clusters)).IsAll.ShouldBeTrue();
        (await _site.ScopeAsync(owner, "list", new GroupResource("ghippo.io", "users"))).IsNone.ShouldBeTrue();
    }

    [Fact]
    public async Task ScopeIsRemembered_UntilWhatItIsMadeOfChanges()
    {
        var (prod, test) = (_site.Open("prod"), _site.Open("test"));
        var wang = RightsSite.Somebody("wang");
        for (var i = 0; i < 200; i++) _site.Grants.Give(wang, RoleTemplates.NamespaceView, (i % 2 == 0 ? prod : test).Id, $"ns-{i}");

        var scope = await _site.ScopeAsync(wang, "list", Pods);
        (await _site.ScopeAsync(wang, "list", Pods)).ShouldBeSameAs(scope);

        // Somebody else's rights, and rights of the same person in another cluster: what is the same is shared.
        _site.Grants.Give(RightsSite.Somebody("li"), RoleTemplates.NamespaceView, prod.Id, "shop");
        (await _site.ScopeAsync(wang, "list", Pods)).ShouldBeSameAs(scope);
        _site.Grants.Give(wang, RoleTemplates.NamespaceView, prod.Id, "shop");
        var after = await _site.ScopeAsync(wang, "list", Pods);
        after.Allows("prod", "shop").ShouldBeTrue();
        after.Namespaces["test"].ShouldBeSameAs(scope.Namespaces["test"]);
    }

    [Fact]
    public async Task ChangeInAMember_IsToldToWhomItConcerns()
    {
        var prod = _site.Open("prod");
        var (wang, li) = (RightsSite.Somebody("wang", "team"), RightsSite.Somebody("li"));
        await _site.ScopeAsync(wang, "list", Pods);
        await _site.ScopeAsync(li, "list", Pods);
        var (toldWang, toldLi) = (0, 0);
        using var one = _site.Rights.Subscribe(wang.Id, () => toldWang++);
        using var two = _site.Rights.Subscribe(li.Id, () => toldLi++);

        _site.Role(prod, "", "reader", ReadsPods);
        (toldWang, toldLi).ShouldBe((0, 0));
        _site.Bind(prod, "", "team", "ClusterRole", "reader", "Group", "team");
        (toldWang, toldLi).ShouldBe((1, 0));
        _site.Role(prod, "", "reader", null);
        (toldWang, toldLi).ShouldBe((2, 0));
        _site.Bind(prod, "", "all", "ClusterRole", "reader", "Group", "system:authenticated");
        (toldWang, toldLi).ShouldBe((3, 1));
    }

    [Theory]
    [InlineData("", "", "", "You may not create clusters.kpanda.io.")]
    [InlineData("prod", "", "", "You may not create clusters.kpanda.io in cluster prod.")]
    [InlineData("prod", "shop", "", "You may not create clusters.kpanda.io in namespace shop of cluster prod.")]
    [InlineData("prod", "shop", "exec", "You may not create clusters.kpanda.io/exec in namespace shop of cluster prod.")]
    public async Task Refusal_NamesTheMissingRight(string cluster, string ns, string subresource, string message)
    {
        var request = AccessRequest.Platform("create", "clusters") with { Cluster = cluster, Namespace = ns, Subresource = subresource };

        var result = await _site.Authorizer.CheckAsync(RightsSite.Somebody("wang"), request, Token);

        new ErrorVocabulary([new PermissionsErrorWords()]).Render(result.Error!, Hosting.Requests.Language.English).ShouldBe(message);
    }
}

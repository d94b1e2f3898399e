using System.Text.Json;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Permissions.Rbac;
using Kpanda.Permissions.Roles;
using Kpanda.Permissions.Tests.Fakes;

namespace Kpanda.Permissions.Tests.Roles;

/// <summary>Every role against every action of the matrix (<c>matrix.json</c>): what it says is allowed, and nothing else is.</summary>
public sealed class MatrixTests
{
    private const string Shop = "shop";
    private static readonly string[] Columns = [RoleTemplates.ClusterAdmin, RoleTemplates.NamespaceAdmin, RoleTemplates.NamespaceEdit, RoleTemplates.NamespaceView];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Roles_MayWhatTheMatrixSays()
    {
        using var site = new RightsSite();
        var cluster = site.Open("prod");
        var people = Columns.Select(role => Holder(site, cluster, role)).ToArray();
        var differences = new List<string>();
        var asked = 0;
        foreach (var row in JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "matrix.json"), Token)).RootElement.EnumerateArray())
        {
            foreach (var ask in row.GetProperty("asks").EnumerateArray().Select(ask => ask.GetString()!))
            {
                var where = row.GetProperty("where").GetString()!;
                for (var i = 0; i < Columns.Length; i++)
                {
                    asked++;
                    var expected = row.GetProperty("allowed")[i].GetBoolean();
                    if (await MayAsync(site, people[i], ask, where) != expected) differences.Add($"{row.GetProperty("area")}, {row.GetProperty("action")}: {Columns[i]} {(expected ? "may not" : "may")} {ask} ({where})");
                }
            }
        }

        differences.ShouldBeEmpty();
        asked.ShouldBeGreaterThan(400);
    }

    [Fact]
    public async Task PlatformAdministratorAndOwner_MayEverythingOfIt()
    {
        using var site = new RightsSite();
        site.Open("prod");
        var root = new Person(Guid.CreateVersion7(), "root", [], IsPlatformAdministrator: true);
        var owner = RightsSite.Somebody("owner") with { ManagesEveryCluster = true, Rights = PlatformRights.Of([("*", new GroupResource("kpanda.io", "*"))]) };
        foreach (var row in JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "matrix.json"), Token)).RootElement.EnumerateArray())
        {
            foreach (var ask in row.GetProperty("asks").EnumerateArray().Select(ask => ask.GetString()!))
            {
                foreach (var person in new[] { root, owner }) (await MayAsync(site, person, ask, row.GetProperty("where").GetString()!)).ShouldBeTrue($"{person.Name}: {ask}");
            }
        }
    }

    [Fact]
    public void ClusterRoles_NestAsTheirNamesSay()
    {
        foreach (var (more, less) in new[] { (RoleTemplates.ClusterAdmin, RoleTemplates.ClusterEdit), (RoleTemplates.ClusterEdit, RoleTemplates.ClusterView), (RoleTemplates.ClusterEdit, RoleTemplates.NamespaceEdit), (RoleTemplates.ClusterView, RoleTemplates.NamespaceView), (RoleTemplates.NamespaceAdmin, RoleTemplates.NamespaceEdit), (RoleTemplates.NamespaceEdit, RoleTemplates.NamespaceView) })
        {
            var rules = new RuleSet(RoleTemplates.BuiltIn[more]);
            foreach (var rule in RoleTemplates.BuiltIn[less])
                foreach (var request in RequestsOf(rule)) rules.Allows(request).ShouldBeTrue($"{more} may not {request.Verb} {request.Resource}/{request.Subresource}, {less} may");
        }
    }

    [Theory]
    [InlineData(RoleTemplates.ClusterEdit)]
    [InlineData(RoleTemplates.ClusterView)]
    [InlineData(RoleTemplates.NamespaceEdit)]
    [InlineData(RoleTemplates.NamespaceView)]
    public void EditorsAndViewers_SeeNeitherRolesNorBindings(string role)
    {
        var rules = new RuleSet(RoleTemplates.BuiltIn[role]);
        foreach (var resource in new[] { "roles", "rolebindings", "clusterroles", "clusterrolebindings" })
            foreach (var verb in RoleTemplates.Verbs) rules.Allows(new AccessRequest(verb, new GroupResource("rbac.authorization.k8s.io", resource))).ShouldBeFalse($"{verb} {resource}");
    }

    [Fact]
    public void NobodyButClusterAdministrators_GivesRightsAway()
    {
        foreach (var (role, rules) in RoleTemplates.BuiltIn.Where(pair => pair.Key != RoleTemplates.ClusterAdmin))
            foreach (var rule in rules) rule.Verbs.ShouldAllBe(verb => RoleTemplates.Verbs.Contains(verb), role);
    }

    private static IEnumerable<AccessRequest> RequestsOf(PolicyRule rule) =>
        from verb in rule.Verbs
        from @group in rule.ApiGroups
        from resource in rule.Resources
        let parts = resource.Split('/')
        select new AccessRequest(verb, new GroupResource(@group, parts[0] == "*" ? "anything" : parts[0])) { Subresource = parts.Length > 1 ? parts[1] : "" };

    private static Person Holder(RightsSite site, ObservedCluster cluster, string role)
    {
        var person = RightsSite.Somebody(role);
        site.Grants.Give(person, role, cluster.Id, RoleTemplates.IsOfCluster(role) ? "" : Shop);
        return person;
    }

    private static async Task<bool> MayAsync(RightsSite site, Person person, string ask, string where)
    {
        var (verb, rest) = (ask.Split(' ')[0], ask.Split(' ')[1]);
        var resource = GroupResource.Parse(rest.Split('/')[0]);
        var part = rest.Contains('/', StringComparison.Ordinal) ? rest.Split('/')[1] : "";
        var isCollection = verb is "list" or "create" && part.Length == 0;
        if (where == "platform" && verb == "list") return (await site.ScopeAsync(person, verb, resource)).Touches("prod");
        var request = new AccessRequest(verb, resource) { Subresource = part, Name = where == "newCluster" || isCollection ? "" : "one" };
        request = where switch
        {
            "platform" => request with { Name = "prod" },
            "newCluster" => request,
            "cluster" => request with { Cluster = "prod" },
            "itself" => request with { Cluster = "prod", Name = Shop },
            "otherNamespace" => request with { Cluster = "prod", Namespace = "bank" },
            _ => request with { Cluster = "prod", Namespace = Shop },
        };
        return (await site.Authorizer.CheckAsync(person, request, Token)).Error is null;
    }
}

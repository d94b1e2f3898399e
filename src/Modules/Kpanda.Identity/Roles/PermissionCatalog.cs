using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;

namespace Kpanda.Identity.Roles;

/// <summary>What custom platform roles can be made of: every point is asked for by a route.</summary>
internal static class PermissionCatalog
{
    private sealed record Words(string English, string Chinese)
    {
        public string In(Language language) => language == Language.Chinese ? Chinese : English;
    }

    private sealed record Entry(string Product, string Category, string Resource, string[] Actions);

    private static readonly Entry[] Entries =
    [
        new("ghippo", "iam", "users", ["list", "create", "update", "delete", "authorize"]),
        new("ghippo", "iam", "groups", ["list", "create", "update", "delete", "update-members", "authorize"]),
        new("ghippo", "iam", "roles", ["list", "create", "update", "delete"]),
        new("ghippo", "audit", "audits", ["list", "delete"]),
        new("ghippo", "settings", "securitypolicies", ["get", "update"]),
        new("kpanda", "container", "clusters", ["create", "update", "delete"]),
        new("kpanda", "container", "metrics", ["get"]),
        new("kpanda", "container", "roletemplates", ["list", "update"]),
    ];

    private static readonly Dictionary<string, Words> Names = new(StringComparer.Ordinal)
    {
        ["ghippo"] = new("Global Management", "全局管理"),
        ["kpanda"] = new("Container Management", "容器管理"),
        ["iam"] = new("Users and access", "用户与访问控制"),
        ["audit"] = new("Audit", "审计日志"),
        ["settings"] = new("Platform settings", "平台设置"),
        ["container"] = new("Clusters", "集群"),
        ["users"] = new("Users", "用户"),
        ["groups"] = new("Groups", "用户组"),
        ["roles"] = new("Roles", "角色"),
        ["audits"] = new("Audit records", "审计日志"),
        ["securitypolicies"] = new("Security policies", "安全策略"),
        ["clusters"] = new("Clusters", "集群"),
        ["metrics"] = new("Metrics of the platform", "平台指标"),
        ["roletemplates"] = new("What cluster and namespace roles may", "集群与命名空间角色的权限"),
        ["get"] = new("View", "查看"),
        ["list"] = new("View", "查看"),
        ["create"] = new("Create", "创建"),
        ["update"] = new("Edit", "编辑"),
        ["delete"] = new("Delete", "删除"),
        ["authorize"] = new("Give roles", "授权"),
        ["update-members"] = new("Add and remove members", "管理成员"),
    };

    private static readonly HashSet<PermissionPoint> Points = [.. Entries.SelectMany(entry => entry.Actions.Select(action => new PermissionPoint(action, entry.Resource, entry.Product)))];

    public static bool Has(PermissionPoint point) => Points.Contains(point);

    /// <summary>All of them, as a tree, each with whether <paramref name="person"/> holds it.</summary>
    public static AllPermissions All(Person person, Language language) =>
        new([.. Entries.GroupBy(entry => entry.Product).Select(product => new ProductAllPermissions(
            ProductOf(product.Key, language),
            [
                new(RoleScope.platform,
                [
                    .. product.GroupBy(entry => entry.Category).Select(category => new CategoryAllPermissions(
                        NamedOf(category.Key, language),
                        [
                            .. category.Select(entry => new ResourceAllPermissions(
                                NamedOf(entry.Resource, language), [.. entry.Actions.Select(action => new ActionWithNeeds(ActionOf(action, language), NeedsOf(entry, action))
                                {
                                    Held = Reach.RefusalOfPoints(person, [new PermissionPoint(action, entry.Resource, entry.Product)]) is null,
                                })])),
                        ])),
                ]),
            ]))]);

    /// <summary>Those that a role holds, as a tree. <c>*</c> stands for all.</summary>
    public static IReadOnlyList<ProductPermissions> Held(IReadOnlyList<PermissionPoint> points, Language language)
    {
        var rights = PlatformRights.Of(points.Select(point => point.ToRight()));
        bool Holds(Entry entry, string action)
        {
            var (verb, resource) = new PermissionPoint(action, entry.Resource, entry.Product).ToRight();
            return rights.Allows(verb, resource);
        }

        return
        [
            .. Entries.Where(entry => entry.Actions.Any(action => Holds(entry, action))).GroupBy(entry => entry.Product).Select(product => new ProductPermissions(
                ProductOf(product.Key, language),
                [
                    .. product.GroupBy(entry => entry.Category).Select(category => new CategoryPermissions(
                        NamedOf(category.Key, language),
                        [
                            .. category.Select(entry => new ResourcePermissions(
                                NamedOf(entry.Resource, language), [.. entry.Actions.Where(action => Holds(entry, action)).Select(action => ActionOf(action, language))])),
                        ])),
                ])),
        ];
    }

    // What cannot be seen cannot be changed in the console.
    private static IReadOnlyList<PermissionPoint> NeedsOf(Entry entry, string action) =>
        entry.Actions[0] is "list" or "get" && action != entry.Actions[0] ? [new(entry.Actions[0], entry.Resource, entry.Product)] : [];

    private static PermissionProduct ProductOf(string name, Language language) => new(name, Names[name].In(language));

    private static LocalizedWord NamedOf(string name, Language language) => new(name, Names[name].In(language));

    private static PermissionAction ActionOf(string name, Language language) => new(name, Names[name].In(language), []);
}

using System.Text;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers.Namespaces;
using Kpanda.Sandbox.Controllers.Storage;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Kubelet;

namespace Kpanda.Sandbox.Seed;

/// <summary>What a cluster has around its workloads: namespaces, storage classes, configuration, rights.</summary>
internal sealed class ClusterSeed(SeedBed bed, string authorityPem)
{
    public JsonObject PlantStorageClasses()
    {
        bed.Put(BuiltIn.StorageClasses, VolumeFactory.Class("archive", isDefault: false, "Retain"), bed.Founded.AddMinutes(4));
        return bed.Put(BuiltIn.StorageClasses, VolumeFactory.Class("standard", isDefault: true), bed.Founded.AddMinutes(4));
    }

    public void PlantNamespaces(IEnumerable<SeedApp> apps)
    {
        string[] basic = ["default", "kube-system", "kube-public", "kube-node-lease"];
        foreach (var name in basic.Concat(apps.Select(app => app.Namespace)).Distinct())
        {
            var created = basic.Contains(name) ? bed.Founded : bed.Ago(TimeSpan.FromDays(20), TimeSpan.FromDays(220));
            bed.Put(BuiltIn.Namespaces, NamespaceContents.Namespace(name), created);
            bed.Put(BuiltIn.ServiceAccounts, NamespaceContents.Account(name), created);
            bed.Put(BuiltIn.ConfigMaps, NamespaceContents.Authority(name, authorityPem), created);
        }
    }

    public void PlantApiService() => bed.Put(BuiltIn.Services, new JsonObject
    {
        ["kind"] = "Service",
        ["apiVersion"] = "v1",
        ["metadata"] = new JsonObject
        {
            ["name"] = "kubernetes",
            ["namespace"] = "default",
            ["labels"] = new JsonObject { ["component"] = "apiserver", ["provider"] = "kubernetes" },
        },
        ["spec"] = new JsonObject
        {
            ["ports"] = new JsonArray(new JsonObject { ["name"] = "https", ["protocol"] = "TCP", ["port"] = 443, ["targetPort"] = 6443 }),
            ["clusterIP"] = bed.ApiAddress,
            ["clusterIPs"] = new JsonArray(bed.ApiAddress),
            ["type"] = "ClusterIP",
            ["sessionAffinity"] = "None",
            ["ipFamilies"] = new JsonArray("IPv4"),
            ["ipFamilyPolicy"] = "SingleStack",
            ["internalTrafficPolicy"] = "Cluster",
        },
        ["status"] = new JsonObject { ["loadBalancer"] = new JsonObject() },
    }, bed.Founded);

    /// <summary>The settings and the credentials that an application reads. The credentials are made up.</summary>
    public void PlantConfiguration(SeedApp app)
    {
        if (!app.Configured)
            return;
        var created = bed.Ago(TimeSpan.FromDays(4), TimeSpan.FromDays(90));
        bed.Put(BuiltIn.ConfigMaps, new JsonObject
        {
            ["kind"] = "ConfigMap",
            ["apiVersion"] = "v1",
            ["metadata"] = Meta(app.Namespace, app.Name + "-config", app),
            ["data"] = new JsonObject
            {
                ["LOG_LEVEL"] = bed.Random.Next(4) == 0 ? "debug" : "info",
                ["HTTP_PORT"] = $"{app.Port}",
                ["DATABASE_URL"] = "postgres://orders-db.data.svc.cluster.local:5432/" + app.Name,
                ["FEATURES"] = "checkout-v2,new-search",
            },
        }, created);
        bed.Put(BuiltIn.Secrets, new JsonObject
        {
            ["kind"] = "Secret",
            ["apiVersion"] = "v1",
            ["metadata"] = Meta(app.Namespace, app.Name + "-credentials", app),
            ["type"] = "Opaque",
            ["data"] = new JsonObject
            {
                ["username"] = Base64(app.Name),
                ["password"] = Base64(HexDigest.Of($"{bed.Options.Seed}/{app.Namespace}/{app.Name}")[..20]),
            },
        }, created);
    }

    /// <summary>Who may do what: the team of each namespace edits it, a reader sees all.</summary>
    public void PlantRights(IEnumerable<string> namespaces)
    {
        foreach (var ns in namespaces.Where(name => !name.StartsWith("kube-", StringComparison.Ordinal)))
        {
            var created = bed.Ago(TimeSpan.FromDays(10), TimeSpan.FromDays(120));
            bed.Put(BuiltIn.ServiceAccounts, NamespaceContents.Account(ns, "deployer"), created);
            bed.Put(BuiltIn.RoleBindings, Binding("RoleBinding", ns, $"{ns}-team", "ClusterRole", "edit", ("Group", $"{ns}-team", null)), created);
            bed.Put(BuiltIn.Roles, Role(ns), created);
            bed.Put(BuiltIn.RoleBindings, Binding("RoleBinding", ns, "deployer", "Role", "deployer", ("ServiceAccount", "deployer", ns)), created);
        }
        bed.Put(BuiltIn.ClusterRoleBindings, Binding("ClusterRoleBinding", null, "auditors-view", "ClusterRole", "view", ("Group", "auditors", null)), bed.Ago(TimeSpan.FromDays(30), TimeSpan.FromDays(90)));
    }

    private static JsonObject Role(string ns) => new()
    {
        ["kind"] = "Role",
        ["apiVersion"] = "rbac.authorization.k8s.io/v1",
        ["metadata"] = new JsonObject { ["name"] = "deployer", ["namespace"] = ns },
        ["rules"] = new JsonArray(
            Rule("apps", ["deployments", "statefulsets"], ["get", "list", "watch", "patch", "update"]),
            Rule("", ["pods", "pods/log", "configmaps"], ["get", "list", "watch"])),
    };

    private static JsonObject Rule(string group, string[] resources, string[] verbs) => new()
    {
        ["verbs"] = Texts(verbs),
        ["apiGroups"] = Texts(group),
        ["resources"] = Texts(resources),
    };

    private static JsonObject Binding(string kind, string? ns, string name, string roleKind, string role, (string Kind, string Name, string? Namespace) subject)
    {
        var meta = new JsonObject { ["name"] = name };
        if (ns is not null)
            meta["namespace"] = ns;
        var who = new JsonObject { ["kind"] = subject.Kind };
        if (subject.Namespace is null)
            who["apiGroup"] = "rbac.authorization.k8s.io";
        who["name"] = subject.Name;
        if (subject.Namespace is not null)
            who["namespace"] = subject.Namespace;
        return new JsonObject
        {
            ["kind"] = kind,
            ["apiVersion"] = "rbac.authorization.k8s.io/v1",
            ["metadata"] = meta,
            ["subjects"] = new JsonArray(who),
            ["roleRef"] = new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = roleKind, ["name"] = role },
        };
    }

    private static JsonObject Meta(string ns, string name, SeedApp app) => new() { ["name"] = name, ["namespace"] = ns, ["labels"] = AppManifests.Labels(app) };

    private static JsonArray Texts(params ReadOnlySpan<string> words)
    {
        var list = new JsonArray();
        foreach (var word in words)
            list.Add(word);
        return list;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}

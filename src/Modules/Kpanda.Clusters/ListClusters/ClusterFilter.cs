using Kpanda.Clusters.Registry;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.KubeModel;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Clusters.ListClusters;

/// <summary>The filters and the order of a cluster list, read from a query. Shared by HTTP and the live channel.</summary>
internal sealed class ClusterFilter
{
    private static readonly string[] Roles = ["CLUSTER_ROLE_MANAGER", "CLUSTER_ROLE_GLOBAL_SERVICE", "CLUSTER_ROLE_WORKER", "CLUSTER_ROLE_THIRD_PARTY"];
    internal static readonly string[] Orders = ["field_name", "state", "workspace", "cluster", "namespace", "created_at"];

    // Virtual and shim clusters are not made here: whether they show makes no difference.
    private static readonly string[] Flags = ["showVirtualCluster", "showShimCluster", "excludeMetrics"];

    private static readonly Dictionary<string, Func<RegisteredCluster, string>> Fields = new(StringComparer.Ordinal)
    {
        ["metadata.name"] = cluster => cluster.Record.Name,
        ["spec.aliasName"] = cluster => cluster.Record.Alias,
        ["spec.provider"] = cluster => cluster.Record.Provider,
        ["spec.region"] = cluster => cluster.Record.Region,
        ["spec.zone"] = cluster => cluster.Record.Zone,
        ["status.phase"] = cluster => cluster.Health.Phase,
        ["status.distribution"] = cluster => cluster.Record.Distribution,
        ["status.kubernetesVersion"] = Version,
        ["status.kubeSystemID"] = cluster => cluster.Record.KubeSystemId,
    };

    private string _name = "";
    private string _fuzzyName = "";
    private string _phase = "";
    private string _version = "";
    private string _role = "";
    private string _managedBy = "";
    private string _sortBy = "";
    private bool _isDescending;
    private LabelSelector _labels = LabelSelector.Everything;
    private FieldSelector _fields = FieldSelector.Everything;

    /// <summary>Whether the counts are left out.</summary>
    public bool ExcludeMetrics { get; private init; }

    /// <summary>Reads a query.</summary>
    /// <returns>The filter, or an error that names the parameter.</returns>
    public static Result<ClusterFilter> Parse(IQueryCollection query)
    {
        string Text(string key) => query.TryGetValue(key, out var values) ? values.ToString().Trim() : "";
        if (OneOf("phase", Text("phase"), "CLUSTER_PHASE_UNSPECIFIED", [.. ClusterPhases.All]) is { } badPhase) return badPhase;
        if (OneOf("role", Text("role"), "CLUSTER_ROLE_UNSPECIFIED", Roles) is { } badRole) return badRole;
        if (OneOf("sortBy", Text("sortBy"), "SORT_BY_UNSPECIFIED", Orders) is { } badSort) return badSort;
        if (OneOf("sortDir", Text("sortDir"), "", ["asc", "desc"]) is { } badDirection) return badDirection;
        if (Flags.FirstOrDefault(flag => OneOf(flag, Text(flag), "", ["true", "false"]) is not null) is { } badFlag) return OneOf(badFlag, Text(badFlag), "", ["true", "false"])!;
        if (!FieldSelector.TryParse(Text("fieldSelector"), out var fields, out var unreadable)) return Error.Invalid("fieldSelector", "cluster.filter.fields", ("detail", unreadable));
        if (fields.Requirements.FirstOrDefault(requirement => !Fields.ContainsKey(requirement.Field)) is { } strange)
            return Error.Invalid("fieldSelector", "cluster.filter.field", ("field", Short(strange.Field)), ("known", string.Join(", ", Fields.Keys)));
        if (!LabelSelector.TryParse(Text("labelSelector"), out var labels, out var problem)) return Error.Invalid("labelSelector", "cluster.filter.label", ("detail", problem));
        var sortBy = Text("sortBy") is "SORT_BY_UNSPECIFIED" ? "" : Text("sortBy");
        return new ClusterFilter
        {
            _name = Text("name"),
            _fuzzyName = Text("fuzzyName"),
            _phase = Text("phase") is "CLUSTER_PHASE_UNSPECIFIED" ? "" : Text("phase"),
            _version = Text("kubernetesVersion"),
            _role = Text("role") is "CLUSTER_ROLE_UNSPECIFIED" ? "" : Text("role"),
            _managedBy = Text("managedBy"),
            _labels = labels,
            _fields = fields,
            ExcludeMetrics = Text("excludeMetrics") == "true",
            _sortBy = sortBy,
            // The published default of sortDir is desc; without sortBy the order is ours, and names read better forwards.
            _isDescending = sortBy.Length > 0 && Text("sortDir") != "asc",
        };
    }

    /// <summary>Whether a cluster belongs into the list.</summary>
    public bool Matches(RegisteredCluster cluster)
    {
        var record = cluster.Record;
        if (_name.Length > 0 && record.Name != _name) return false;
        if (_fuzzyName.Length > 0 && !Contains(record.Name, _fuzzyName) && !Contains(record.Alias, _fuzzyName)) return false;
        if (_phase.Length > 0 && cluster.Health.Phase != _phase) return false;
        if (_version.Length > 0 && !Contains(Version(cluster), _version)) return false;
        if (_role.Length > 0 && _role != "CLUSTER_ROLE_THIRD_PARTY") return false;
        return _managedBy.Length == 0 && _labels.Matches(record.Labels) && _fields.Matches(field => Fields[field](cluster));
    }

    /// <summary>Puts a list in order; ties by name.</summary>
    public IEnumerable<RegisteredCluster> Order(IEnumerable<RegisteredCluster> clusters) => _sortBy switch
    {
        "created_at" => Directed(clusters, cluster => cluster.Record.Created),
        "state" => Directed(clusters, cluster => cluster.Health.Phase),
        _ => _isDescending ? clusters.OrderByDescending(cluster => cluster.Record.Name, StringComparer.Ordinal) : clusters.OrderBy(cluster => cluster.Record.Name, StringComparer.Ordinal),
    };

    private IOrderedEnumerable<RegisteredCluster> Directed<TKey>(IEnumerable<RegisteredCluster> clusters, Func<RegisteredCluster, TKey> key) =>
        (_isDescending ? clusters.OrderByDescending(key) : clusters.OrderBy(key)).ThenBy(cluster => cluster.Record.Name, StringComparer.Ordinal);

    /// <summary>The error of a parameter that has none of the known values; null where it is well.</summary>
    internal static Error? OneOf(string field, string value, string unspecified, string[] known) =>
        value.Length == 0 || value == unspecified || known.Contains(value)
            ? null
            : Error.Invalid(field, "cluster.filter.value", ("field", field), ("value", Short(value)), ("known", string.Join(", ", known)));

    private static string Short(string text) => text.Length > 80 ? text[..80] : text;

    private static string Version(RegisteredCluster cluster) =>
        cluster.Health.KubernetesVersion.Length > 0 ? cluster.Health.KubernetesVersion : cluster.Record.KubernetesVersion;

    private static bool Contains(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}

using System.Collections.Concurrent;
using System.Collections.Frozen;
using Kpanda.KubeModel;

namespace Kpanda.Sandbox.Kinds;

/// <summary>
/// The built-in kinds and the types of their fields, read once from the embedded table that eng/sandbox-facts.py writes. Immutable.
/// </summary>
internal sealed class FactTable
{
    private static readonly Lazy<FactTable> Loaded = new(Load);

    // Endpoints of one kind may be served under two groups; the objects are the same.
    private static readonly Dictionary<GroupResource, GroupResource> Shared = new() { [new("events.k8s.io", "events")] = BuiltIn.Events };

    // Discovery does not tell which kinds count generations.
    private static readonly HashSet<string> Counted = new(StringComparer.Ordinal)
    {
        "pods", "deployments", "replicasets", "statefulsets", "daemonsets", "replicationcontrollers", "jobs", "cronjobs", "ingresses", "ingressclasses",
        "networkpolicies", "poddisruptionbudgets", "endpointslices", "customresourcedefinitions", "validatingwebhookconfigurations",
        "mutatingwebhookconfigurations", "validatingadmissionpolicies", "validatingadmissionpolicybindings", "mutatingadmissionpolicies",
        "mutatingadmissionpolicybindings", "flowschemas", "prioritylevelconfigurations", "priorityclasses", "podtemplates", "resourceslices", "deviceclasses",
    };

    private readonly ConcurrentDictionary<string, FactNode> roots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TypeFacts> types = new(StringComparer.Ordinal);
    private readonly List<KindInfo> kinds = [];
    private FrozenDictionary<GroupVersionKind, TypeFacts> byGvk = FrozenDictionary<GroupVersionKind, TypeFacts>.Empty;

    private FactTable()
    {
    }

    public static FactTable Instance => Loaded.Value;

    /// <summary>The kinds in the order in which discovery lists them.</summary>
    public IReadOnlyList<KindInfo> Kinds => kinds;

    public IReadOnlyCollection<TypeFacts> Types => types.Values;

    public TypeFacts? Type(string name) => types.GetValueOrDefault(name);

    public TypeFacts? Type(GroupVersionKind gvk) => byGvk.GetValueOrDefault(gvk);

    /// <summary>The schema of a kind; null where the table has none.</summary>
    public FactNode? Schema(GroupVersionKind gvk) => Type(gvk) is { } type ? Schema(type.Name) : null;

    public FactNode Schema(string typeName) => roots.GetOrAdd(typeName, name => new FactNode(this, name, null));

    private static FactTable Load()
    {
        var table = new FactTable();
        using var stream = typeof(FactTable).Assembly.GetManifestResourceStream("facts.txt")!;
        using var reader = new StreamReader(stream);
        TypeFacts? current = null;
        List<FieldFacts> fields = [];
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith(' '))
            {
                fields.Add(Field(line[1..].Split(' ')));
                continue;
            }

            Finish(current, fields);
            current = null;
            var words = line.Split(' ');
            if (words[0] == "kind") table.kinds.Add(Kind(words));
            else if (words[0] == "type") table.types.Add(words[1], current = Type(words));
        }

        Finish(current, fields);
        table.byGvk = table.types.Values.Where(t => t.Gvk is not null).DistinctBy(t => t.Gvk).ToFrozenDictionary(t => t.Gvk!.Value);
        return table;
    }

    private static void Finish(TypeFacts? type, List<FieldFacts> fields)
    {
        if (type is not null)
        {
            type.Ordered = [.. fields];
            type.Fields = fields.ToFrozenDictionary(f => f.Name, StringComparer.Ordinal);
        }

        fields.Clear();
    }

    private static KindInfo Kind(string[] words)
    {
        var gvr = new GroupVersionResource(Group(words[1]), words[2], words[3]);
        return new KindInfo(gvr, words[4], words[5] == "ns")
        {
            Singular = words[6],
            ShortNames = Words(words[7]),
            Categories = Words(words[8]),
            Verbs = Words(words[9]),
            Subresources = [.. words.Skip(10).Select(w => Subresource(gvr, w))],
            CountsGenerations = Counted.Contains(gvr.Resource),
            Storage = Shared.GetValueOrDefault(gvr.GroupResource, gvr.GroupResource),
        };
    }

    private static SubresourceInfo Subresource(GroupVersionResource gvr, string word)
    {
        var parts = word.Split(':');
        var kind = parts[1].Split('/');
        var gvk = kind.Length == 3 ? new GroupVersionKind(Group(kind[0]), Group(kind[1]), kind[2]) : new GroupVersionKind(gvr.Group, gvr.Version, kind[0]);
        return new(parts[0], gvk, Words(parts[2])) { KindIsForeign = kind.Length == 3 };
    }

    private static TypeFacts Type(string[] words)
    {
        GroupVersionKind? gvk = null;
        if (Value(words, "gvk=") is { } named)
        {
            var parts = named.Split('/');
            gvk = new(Group(parts[0]), parts[1], parts[2]);
        }

        return new(words[1], gvk, words.Contains("atomic"), Value(words, "is="));
    }

    private static FieldFacts Field(string[] words) => new(words[0].TrimEnd('!'), words[1], words[0].EndsWith('!'))
    {
        ListType = Value(words, "list="),
        Keys = Value(words, "keys=")?.Split(',') ?? [],
        PatchStrategy = Value(words, "patch=") ?? "",
        MergeKey = Value(words, "mergekey="),
        Atomic = words.Contains("atomic"),
    };

    private static string? Value(string[] words, string prefix) => words.FirstOrDefault(w => w.StartsWith(prefix, StringComparison.Ordinal))?[prefix.Length..];

    private static string[] Words(string joined) => joined == "-" ? [] : joined.Split(',');

    private static string Group(string word) => word == "-" ? "" : word;
}

using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using Kpanda.KubeModel;

namespace Kpanda.Sandbox.Kinds;

/// <summary>
/// The built-in kinds and the types of their fields in one minor version of Kubernetes, read from the embedded table that eng/sandbox-facts.py and
/// eng/sandbox-history.py write. Immutable; there is one for each minor version that is asked for.
/// </summary>
internal sealed class FactTable
{
    private static readonly Lazy<string[]> Lines = new(ReadLines);
    private static readonly ConcurrentDictionary<int, FactTable> Loaded = new();

    // Objects of one kind may be served under two groups; they are kept once.
    private static readonly Dictionary<GroupResource, GroupResource> Shared = new()
    {
        [new("events.k8s.io", "events")] = BuiltIn.Events,
        [new("extensions", "ingresses")] = BuiltIn.Ingresses,
    };

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
    private readonly Dictionary<GroupResource, KindInfo> kept = [];
    private readonly HashSet<GroupVersionKind> absent = [];
    private FrozenDictionary<GroupVersionKind, TypeFacts> byGvk = FrozenDictionary<GroupVersionKind, TypeFacts>.Empty;

    private FactTable(int minor) => Minor = minor;

    /// <summary>The table of the newest version that is known; it has all types, those of versions that are served no more too.</summary>
    public static FactTable Newest { get; } = For(int.MaxValue);

    /// <summary>The minor version of Kubernetes: 36 for 1.36.</summary>
    public int Minor { get; }

    /// <summary>The kinds that are served, in the order in which discovery lists them.</summary>
    public IReadOnlyList<KindInfo> Kinds => kinds;

    /// <summary>The kinds in whose version objects are kept: the newest version of every collection, served or not.</summary>
    public IReadOnlyCollection<KindInfo> Kept => kept.Values;

    /// <summary>The types that clients may name: kinds that are served, their lists, options.</summary>
    public IEnumerable<TypeFacts> Registered => types.Values.Where(t => t.Gvk is { } gvk && IsRegistered(gvk));

    /// <summary>The table of a minor version; of the oldest or the newest that is known where it is beyond.</summary>
    public static FactTable For(int minor) => Loaded.GetOrAdd(Math.Clamp(minor, ClusterVersion.Oldest, ClusterVersion.Newest), Load);

    /// <summary>Whether a type is known in this version.</summary>
    public bool IsRegistered(GroupVersionKind gvk) => byGvk.ContainsKey(gvk) && !absent.Contains(gvk);

    public TypeFacts? Type(string name) => types.GetValueOrDefault(name);

    /// <summary>The type of the objects of a collection, in the version in which they are kept.</summary>
    public TypeFacts? KeptType(GroupResource resource) => kept.TryGetValue(resource, out var kind) ? Type(kind.Gvk) : null;

    public TypeFacts? Type(GroupVersionKind gvk) => byGvk.GetValueOrDefault(gvk);

    /// <summary>The schema of a kind; null where the table has none.</summary>
    public FactNode? Schema(GroupVersionKind gvk) => Type(gvk) is { } type ? Schema(type.Name) : null;

    public FactNode Schema(string typeName) => roots.GetOrAdd(typeName, name => new FactNode(this, name, null));

    private static string[] ReadLines()
    {
        using var stream = typeof(FactTable).Assembly.GetManifestResourceStream("facts.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static FactTable Load(int minor)
    {
        var table = new FactTable(minor);
        TypeFacts? current = null;
        List<FieldFacts> fields = [];
        foreach (var line in Lines.Value)
        {
            if (line.StartsWith(' '))
            {
                var parts = line[1..].Split(' ');
                if (IsOf(minor, parts)) fields.Add(Field(parts));
                continue;
            }

            Finish(current, fields);
            current = null;
            var words = line.Split(' ');
            if (words[0] == "kind") table.Add(Kind(words, minor), IsOf(minor, words));
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

    // The first version of a collection in the table is the newest.
    private void Add(KindInfo kind, bool served)
    {
        if (kind.Storage == kind.Gvr.GroupResource) kept.TryAdd(kind.Storage, kind);
        if (served)
        {
            kinds.Add(kind);
            return;
        }

        absent.Add(kind.Gvk);
        absent.Add(kind.Gvk with { Kind = kind.ListKind });
    }

    private static KindInfo Kind(string[] words, int minor)
    {
        var gvr = new GroupVersionResource(Group(words[1]), words[2], words[3]);
        return new KindInfo(gvr, words[4], words[5] == "ns")
        {
            Singular = words[6],
            ShortNames = Words(words[7]),
            Categories = Words(words[8]),
            Verbs = Words(words[9]),
            Subresources = [.. words.Skip(10).Where(w => w.Contains(':', StringComparison.Ordinal) && SubresourceIsOf(minor, w)).Select(w => Subresource(gvr, w))],
            CountsGenerations = Counted.Contains(gvr.Resource),
            Storage = Shared.GetValueOrDefault(gvr.GroupResource, gvr.GroupResource),
        };
    }

    private static bool IsOf(int minor, string[] words) =>
        !(Value(words, "since=") is { } since && Number(since) > minor) && !(Value(words, "until=") is { } until && Number(until) < minor);

    // NAME:KIND:VERBS, with :MINOR where it came later and with :-MINOR where that was the last to have it.
    private static bool SubresourceIsOf(int minor, string word) =>
        word.Split(':') is not [_, _, _, var when] || (when[0] == '-' ? minor <= Number(when[1..]) : minor >= Number(when));

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

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

using System.Globalization;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Access;
using Kpanda.Kube;
using Kpanda.KubeModel;

namespace Kpanda.Gateway.Logs;

/// <summary>A request for logs that was found good.</summary>
internal sealed record LogQuestion(string Cluster, string Namespace)
{
    /// <summary>The most that <c>tailLines</c> may be.</summary>
    public const int MostLines = 100_000;

    private const int MostContainers = 100;

    /// <summary>The collection whose logs they are.</summary>
    public static readonly GroupVersionResource Pods = new("", "v1", "pods");

    /// <summary>Name of the one pod; empty for those of a workload or a selector.</summary>
    public string Pod { get; init; } = "";

    /// <summary>The workload: its API group, empty for any.</summary>
    public string Group { get; init; } = "";

    /// <summary>The workload: its kind; empty where it is no workload.</summary>
    public string Kind { get; init; } = "";

    /// <summary>The workload: its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The label selector; null for none.</summary>
    public LabelSelector? Selector { get; init; }

    /// <summary>Containers that are wanted; empty for all.</summary>
    public IReadOnlyList<string> Containers { get; init; } = [];

    /// <summary>The run before the present one.</summary>
    public bool Previous { get; init; }

    /// <summary>Whether it goes on with what is written later.</summary>
    public bool Follow { get; init; }

    /// <summary>What bounds the first reading of each container, as the member takes it.</summary>
    public IReadOnlyDictionary<string, string> Bounds { get; init; } = new Dictionary<string, string>();

    /// <summary>Lines after this moment are left out; null for none.</summary>
    public long? Until { get; init; }

    /// <summary>For <c>pod/container</c> the last moment that is known already.</summary>
    public IReadOnlyDictionary<string, long> After { get; init; } = new Dictionary<string, long>();

    /// <summary>Whether lines of several containers can come.</summary>
    public bool IsMerged => Pod.Length == 0 || Containers.Count != 1;

    /// <summary>What somebody must be allowed to do for it: all of these.</summary>
    public IEnumerable<AccessRequest> Rights
    {
        get
        {
            var pods = Pods.GroupResource;
            yield return new AccessRequest("get", pods) { Cluster = Cluster, Namespace = Namespace, Name = Pod, Subresource = "log" };
            // Which pods there are is told by following them.
            if (Pod.Length == 0) yield return new AccessRequest("list", pods) { Cluster = Cluster, Namespace = Namespace };
        }
    }

    /// <summary>Checks what was asked.</summary>
    /// <returns>The question, or an <c>InvalidArgument</c> error.</returns>
    public static Result<LogQuestion> Of(LogRequest request)
    {
        var (pod, kind, name, selector) = (request.Pod ?? "", request.Kind ?? "", request.Name ?? "", request.Selector ?? "");
        var targets = (pod.Length > 0 ? 1 : 0) + (kind.Length > 0 ? 1 : 0) + (selector.Length > 0 ? 1 : 0);
        var containers = request.Containers ?? [];
        string[] names = [request.Cluster ?? "", request.Namespace ?? "", .. pod.Length > 0 ? [pod] : Array.Empty<string>(), .. kind.Length > 0 ? [kind, name] : Array.Empty<string>(), .. containers];
        if (targets != 1 || containers.Length > MostContainers || !names.All(KubePath.IsSegment)) return Error.Of(ErrorCode.InvalidArgument, "logs.question");
        if (request.TailLines is < 0 or > MostLines) return Error.Invalid("tailLines", "logs.tailLines", ("max", MostLines.ToString(CultureInfo.InvariantCulture)));
        if (request.SinceSeconds is <= 0 || (request.SinceSeconds is not null && request.SinceTime is not null)) return Error.Invalid("sinceSeconds", "logs.since");
        LabelSelector? labels = null;
        if (selector.Length > 0 && !LabelSelector.TryParse(selector, out labels, out _)) return Error.Of(ErrorCode.InvalidArgument, "logs.question");
        return new LogQuestion(request.Cluster!, request.Namespace!)
        {
            Pod = pod,
            Group = request.Group ?? "",
            Kind = kind,
            Name = name,
            Selector = labels,
            Containers = [.. containers.Distinct(StringComparer.Ordinal)],
            Previous = request.Previous,
            Follow = request.Follow && !request.Previous && request.Until is null,
            Until = request.Until is { } until ? LogTime.Of(until) : null,
            Bounds = BoundsOf(request),
            After = AfterOf(request.After ?? []),
        };
    }

    private static Dictionary<string, string> BoundsOf(LogRequest request)
    {
        var bounds = new Dictionary<string, string>();
        if (request.TailLines is { } lines) bounds["tailLines"] = lines.ToString(CultureInfo.InvariantCulture);
        if (request.SinceSeconds is { } seconds) bounds["sinceSeconds"] = seconds.ToString(CultureInfo.InvariantCulture);
        if (request.SinceTime is { } since) bounds["sinceTime"] = LogTime.Text(LogTime.Of(since));
        return bounds;
    }

    private static Dictionary<string, long> AfterOf(Dictionary<string, string> told)
    {
        var after = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (source, text) in told)
        {
            if (LogTime.TryParse(System.Text.Encoding.ASCII.GetBytes(text), out var time)) after[source] = time;
        }

        return after;
    }
}

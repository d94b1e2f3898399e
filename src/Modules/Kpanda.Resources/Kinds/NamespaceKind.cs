using System.Text.Json;
using Kpanda.Hosting;
using Kpanda.KubeModel;
using Kpanda.Resources.Objects;
using Kpanda.Resources.Namespaces;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Resources.Kinds;

internal sealed class NamespaceKind() : ResourceKind<Namespace>("", "namespaces", "Namespace", namespaced: false, "Core")
{
    private const string PodSecurityPrefix = "pod-security.kubernetes.io/";

    private static readonly string[] Obstacles =
        ["NamespaceDeletionDiscoveryFailure", "NamespaceDeletionGroupVersionParsingFailure", "NamespaceDeletionContentFailure", "NamespaceFinalizersRemaining"];

    /// <summary>The published API has a form of its own for creation.</summary>
    public override ObjectOperations Operations => ObjectOperations.All & ~ObjectOperations.Create;

    public override IReadOnlyList<string> States => ["Active", "Terminating"];

    public override IReadOnlyList<ListParameter> Parameters => NamespaceLists.Parameters;

    public override ValueTask<Result<ResourceQuery>> RefineAsync(ResourceQuery query, ListRequest request, CancellationToken cancellationToken) =>
        new(NamespaceLists.Refine(query, request));

    public override bool CompletesRows => true;

    public override IReadOnlyList<GroupResource> CompletedFrom => [NamespaceLists.Quotas];

    public override ValueTask<IReadOnlyList<PublishedObject>> CompleteAsync(IReadOnlyList<PublishedObject> rows, ListRequest request, CancellationToken cancellationToken) =>
        NamespaceLists.CompleteAsync(rows, request, cancellationToken);

    public override KindStatus Status(JsonElement obj, DateTimeOffset now)
    {
        if (!obj.IsDeleting() && obj.Text("status", "phase") != "Terminating") return KindStatus.Of("Active", StatusSeverity.Healthy);

        var since = obj.Text("metadata", "deletionTimestamp");
        foreach (var type in Obstacles)
        {
            if (obj.Condition(type) is var obstacle && obstacle.Text("status") == "True")
                return KindStatus.Of("Terminating", StatusSeverity.Warning, "namespace.held", ("message", obstacle.Text("message")), ("since", since));
        }

        return KindStatus.Of("Terminating", StatusSeverity.Progressing, "namespace.terminating", ("since", since));
    }

    public override Namespace Project(IndexedObject obj)
    {
        var ns = Shape.Read<Namespace>(obj);
        return ns with
        {
            Status = ns.Status with
            {
                Phase = obj.Status.State,
                PodSecurityEnabled = ns.Metadata.Labels?.Keys.Any(key => key.StartsWith(PodSecurityPrefix, StringComparison.Ordinal)) ?? false,
            },
        };
    }
}

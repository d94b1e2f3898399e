using System.Globalization;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Controllers.Deployments;

/// <summary>Which ReplicaSet belongs to which revision of a Deployment, told by annotations as kubectl reads them.</summary>
internal static class DeploymentRevisions
{
    public const string HashLabel = "pod-template-hash";
    public const string Annotation = "deployment.kubernetes.io/revision";
    private const string History = "deployment.kubernetes.io/revision-history";
    private const string Desired = "deployment.kubernetes.io/desired-replicas";
    private const string Max = "deployment.kubernetes.io/max-replicas";

    private static readonly HashSet<string> NotCopied =
        new(StringComparer.Ordinal) { "kubectl.kubernetes.io/last-applied-configuration", Annotation, History, Desired, Max, "deprecated.deployment.rollback.to" };

    public static long Of(JsonObject item) => long.TryParse(item.Annotation(Annotation), NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : 0;

    public static int? DesiredOf(JsonObject set) => int.TryParse(set.Annotation(Desired), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    /// <summary>Whether a ReplicaSet runs the Deployment's present template, whatever label the hash added.</summary>
    public static bool HasTemplateOf(JsonObject set, JsonObject deployment)
    {
        var own = set.ObjectAt("spec", "template").Copy();
        (own.ObjectAt("metadata", "labels"))?.Remove(HashLabel);
        var wanted = deployment.ObjectAt("spec", "template").Copy();
        return JsonNode.DeepEquals(Normal(own), Normal(wanted));
    }

    /// <summary>Puts the Deployment's annotations and sizes on a ReplicaSet, and a revision where one is given. Returns whether anything changed.</summary>
    public static void Annotate(JsonObject set, JsonObject deployment, long? revision, int replicas, int most)
    {
        foreach (var (name, value) in deployment.MapAt("metadata", "annotations"))
        {
            if (!NotCopied.Contains(name))
                set.SetAnnotation(name, value);
        }
        set.SetAnnotation(Desired, Number(replicas));
        set.SetAnnotation(Max, Number(most));
        if (revision is not { } next || Of(set) == next)
            return;
        if (Of(set) is > 0 and var previous)
        {
            var history = set.Annotation(History);
            set.SetAnnotation(History, string.IsNullOrEmpty(history) ? Number(previous) : $"{history},{Number(previous)}");
        }
        set.SetAnnotation(Annotation, Number(next));
    }

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static JsonObject? Normal(JsonObject? template)
    {
        template?.ObjectAt("metadata")?.Remove("creationTimestamp");
        return template;
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Controllers.Jobs;

/// <summary>The pods of a Job.</summary>
internal static class JobPods
{
    /// <summary>The annotation and label that say which index a pod works on.</summary>
    public const string IndexAnnotation = "batch.kubernetes.io/job-completion-index";

    public static bool IsIndexed(JsonObject job) => job.TextAt("spec", "completionMode") == "Indexed";

    /// <summary>The completion index of a pod, or -1.</summary>
    public static int IndexOf(JsonObject pod) => int.TryParse(pod.Annotation(IndexAnnotation), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1;

    /// <summary>When the last container of a pod ended, or null.</summary>
    public static DateTimeOffset? EndOf(JsonObject pod) => pod.ObjectsAt("status", "containerStatuses").Select(entry => entry.TimeAt("state", "terminated", "finishedAt")).Max();

    public static JsonObject Make(JsonObject job, int? index, Random random)
    {
        var template = job.ObjectAt("spec", "template").Copy() ?? [];
        var name = index is null ? null : $"{job.Name()}-{index}-{SafeNames.Suffix(random)}";
        var pod = PodFactory.FromTemplate(job, template, random, name);
        var labels = pod.Ensure("metadata").Ensure("labels");
        foreach (var (label, value) in LabelsOf(job))
            labels[label] = value;
        pod["metadata"]!.AsObject()["finalizers"] = new JsonArray("batch.kubernetes.io/job-tracking");
        if (index is { } number)
            SetIndex(pod, labels, number.ToString(CultureInfo.InvariantCulture));
        return pod;
    }

    /// <summary>The labels by which a Job finds its pods.</summary>
    public static IEnumerable<(string Label, string Value)> LabelsOf(JsonObject job) =>
    [
        ("batch.kubernetes.io/controller-uid", job.Uid()),
        ("batch.kubernetes.io/job-name", job.Name()),
        ("controller-uid", job.Uid()),
        ("job-name", job.Name()),
    ];

    private static void SetIndex(JsonObject pod, JsonObject labels, string index)
    {
        labels[IndexAnnotation] = index;
        pod.SetAnnotation(IndexAnnotation, index);
        pod.Ensure("spec")["hostname"] ??= $"{pod.Name()[..pod.Name().LastIndexOf('-')]}";
        foreach (var container in pod.ObjectsAt("spec", "containers"))
        {
            if (container["env"] is not JsonArray env)
                container["env"] = env = [];
            env.Add(new JsonObject
            {
                ["name"] = "JOB_COMPLETION_INDEX",
                ["valueFrom"] = new JsonObject { ["fieldRef"] = new JsonObject { ["apiVersion"] = "v1", ["fieldPath"] = $"metadata.labels['{IndexAnnotation}']" } },
            });
        }
    }
}

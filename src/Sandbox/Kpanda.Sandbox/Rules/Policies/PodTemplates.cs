using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules.Policies;

/// <summary>The pods that objects are about: pods themselves, and templates of workloads.</summary>
internal static class PodTemplates
{
    /// <summary>The pod and the fields that lead to it; null where there is none.</summary>
    public static (JsonObject Pod, string[] Path)? Of(GroupResource resource, JsonObject obj)
    {
        string[]? path = resource.Resource switch
        {
            "pods" => [],
            "podtemplates" => ["template"],
            "cronjobs" => ["spec", "jobTemplate", "spec", "template"],
            "deployments" or "replicasets" or "statefulsets" or "daemonsets" or "jobs" or "replicationcontrollers" => ["spec", "template"],
            _ => null,
        };
        return path is null ? null : path.Length == 0 ? (obj, path) : obj.Child(path) is { } pod ? (pod, path) : null;
    }
}

using System.Text;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;

namespace Kpanda.Sandbox.Containers;

/// <summary>The variables of a container: those of its image, of the cluster's API, and those that its spec names.</summary>
internal static class ContainerEnvironment
{
    public static IReadOnlyDictionary<string, string> Of(SandboxCluster cluster, JsonObject pod, JsonObject container)
    {
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            ["HOME"] = "/root",
            ["HOSTNAME"] = pod.TextAt("spec", "hostname") ?? pod.Name(),
        };
        if (cluster.Store.Get(BuiltIn.Services, "default", "kubernetes")?.ToNode().TextAt("spec", "clusterIP") is { } address)
        {
            variables["KUBERNETES_SERVICE_HOST"] = address;
            variables["KUBERNETES_SERVICE_PORT"] = "443";
        }

        foreach (var source in container.ObjectsAt("envFrom"))
        {
            var prefix = source.TextAt("prefix") ?? "";
            foreach (var (name, value) in Data(cluster, pod, BuiltIn.ConfigMaps, source.TextAt("configMapRef", "name"))) variables[prefix + name] = value;
            foreach (var (name, value) in Data(cluster, pod, BuiltIn.Secrets, source.TextAt("secretRef", "name"))) variables[prefix + name] = value;
        }

        foreach (var entry in container.ObjectsAt("env")) variables[entry.TextAt("name") ?? ""] = Expand(ValueOf(cluster, pod, entry), variables);
        return variables;
    }

    /// <summary>What a ConfigMap or a Secret of the pod's namespace holds as text; empty where there is none.</summary>
    public static IReadOnlyDictionary<string, string> Data(SandboxCluster cluster, JsonObject pod, GroupResource resource, string? name)
    {
        if (name is null || cluster.Store.Get(resource, pod.Namespace(), name)?.ToNode() is not { } found) return new Dictionary<string, string>();
        var data = found.MapAt("data");
        return resource == BuiltIn.Secrets ? data.ToDictionary(pair => pair.Key, pair => Encoding.UTF8.GetString(Convert.FromBase64String(pair.Value))) : data;
    }

    private static string ValueOf(SandboxCluster cluster, JsonObject pod, JsonObject entry)
    {
        if (entry.TextAt("value") is { } value) return value;
        if (entry.ObjectAt("valueFrom", "configMapKeyRef") is { } config) return Data(cluster, pod, BuiltIn.ConfigMaps, config.TextAt("name")).GetValueOrDefault(config.TextAt("key") ?? "") ?? "";
        if (entry.ObjectAt("valueFrom", "secretKeyRef") is { } secret) return Data(cluster, pod, BuiltIn.Secrets, secret.TextAt("name")).GetValueOrDefault(secret.TextAt("key") ?? "") ?? "";
        return entry.TextAt("valueFrom", "fieldRef", "fieldPath") is { } path ? pod.TextAt(path.Split('.')) ?? "" : "";
    }

    // $(NAME) is a variable that was named before; what is none stays as it is.
    private static string Expand(string value, IReadOnlyDictionary<string, string> variables)
    {
        foreach (var (name, text) in variables) value = value.Replace($"$({name})", text, StringComparison.Ordinal);
        return value;
    }
}

using System.Text.Json;
using Kpanda.Resources.Shapes;

namespace Kpanda.Workloads.Related;

/// <summary>Whether a pod spec uses a ConfigMap or a Secret: as a volume, a part of a projected one, or in the environment.</summary>
internal static class PodReferences
{
    private static readonly string[] ContainerLists = ["initContainers", "containers", "ephemeralContainers"];

    public static bool UsesConfigMap(JsonElement podSpec, string name) => Uses(podSpec, name, "configMap", "name", "configMapRef", "configMapKeyRef");

    public static bool UsesSecret(JsonElement podSpec, string name) =>
        Uses(podSpec, name, "secret", "secretName", "secretRef", "secretKeyRef")
        || podSpec.Items("imagePullSecrets").Any(pull => pull.Text("name") == name);

    private static bool Uses(JsonElement podSpec, string name, string volume, string nameInVolume, string from, string key)
    {
        foreach (var mounted in podSpec.Items("volumes"))
        {
            if (mounted.Text(volume, nameInVolume) == name) return true;
            if (mounted.Items("projected", "sources").Any(source => source.Text(volume, "name") == name)) return true;
        }

        return ContainerLists.SelectMany(list => podSpec.Items(list)).Any(container =>
            container.Items("envFrom").Any(source => source.Text(from, "name") == name)
            || container.Items("env").Any(variable => variable.Text("valueFrom", key, "name") == name));
    }
}

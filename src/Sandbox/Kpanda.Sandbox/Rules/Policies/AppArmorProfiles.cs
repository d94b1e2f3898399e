using System.Text.Json.Nodes;
using Kpanda.Sandbox.Api;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules.Policies;

/// <summary>AppArmor profiles that annotations of a new pod ask for, as people did before there was a field: containers get the field.</summary>
internal static class AppArmorProfiles
{
    public const string Annotation = "container.apparmor.security.beta.kubernetes.io/";
    public const string Default = "runtime/default";
    public const string Local = "localhost/";

    public static void Complete(ApiRequest request, JsonObject pod)
    {
        var spec = pod.Child("spec");
        if (spec is null || spec.Child("os").Text("name") == "windows") return;
        foreach (var container in spec.Each("initContainers").Concat(spec.Each("containers")))
        {
            var key = Annotation + container.Text("name");
            if (pod.Child("metadata", "annotations").Text(key) is not { } asked || container.Child("securityContext", "appArmorProfile") is not null) continue;
            var profile = Profile(asked);
            if (profile is not null && JsonNode.DeepEquals(profile, spec.Child("securityContext", "appArmorProfile"))) continue;
            if (profile is not null) container.Ensure("securityContext")["appArmorProfile"] = profile;
            request.Warn($"metadata.annotations[{key}]: deprecated since v1.30; use the \"appArmorProfile\" field instead");
        }
    }

    private static JsonObject? Profile(string asked) => asked switch
    {
        "unconfined" => new() { ["type"] = "Unconfined" },
        Default => new() { ["type"] = "RuntimeDefault" },
        _ when asked.Length > Local.Length && asked.StartsWith(Local, StringComparison.Ordinal) => new() { ["type"] = "Localhost", ["localhostProfile"] = asked[Local.Length..] },
        _ => null,
    };
}

using System.Text.Json.Nodes;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules.Defaults;

/// <summary>What Kubernetes fills into the spec of a pod, alone or in a template.</summary>
internal static class PodDefaults
{
    public static void Apply(JsonObject spec, bool pod)
    {
        spec.Default("dnsPolicy", "ClusterFirst");
        spec.Default("restartPolicy", "Always");
        spec.Default("schedulerName", "default-scheduler");
        spec.Default("terminationGracePeriodSeconds", 30);
        spec.Default("securityContext", new JsonObject());
        if (pod) spec.Default("enableServiceLinks", true);
        if (spec.Text("serviceAccountName") is { Length: > 0 } account) spec["serviceAccount"] = account;
        else if (spec.Text("serviceAccount") is { Length: > 0 } old) spec["serviceAccountName"] = old;
        var host = spec.Truth("hostNetwork");
        foreach (var container in spec.Each("containers")) Container(container, host, pod);
        foreach (var container in spec.Each("initContainers")) Container(container, host, pod);
        foreach (var container in spec.Each("ephemeralContainers")) Container(container, host, pod);
        foreach (var volume in spec.Each("volumes")) Volume(volume);
        foreach (var spread in spec.Each("topologySpreadConstraints")) spread.Default("whenUnsatisfiable", "DoNotSchedule");
    }

    /// <summary>What containers ask for and may use decides how a pod is treated when a node runs short.</summary>
    public static string QualityOfService(JsonObject spec)
    {
        var any = false;
        var guaranteed = true;
        foreach (var container in spec.Each("containers").Concat(spec.Each("initContainers")))
        {
            foreach (var resource in (ReadOnlySpan<string>)["cpu", "memory"])
            {
                var request = container.Child("resources", "requests").Text(resource);
                var limit = container.Child("resources", "limits").Text(resource);
                any |= request is not null && request != "0" || limit is not null && limit != "0";
                guaranteed &= limit is not null && (request is null || request == limit);
            }
        }

        return !any ? "BestEffort" : guaranteed ? "Guaranteed" : "Burstable";
    }

    private static void Container(JsonObject container, bool hostNetwork, bool pod)
    {
        container.Default("terminationMessagePath", "/dev/termination-log");
        container.Default("terminationMessagePolicy", "File");
        container.Default("imagePullPolicy", Set.PullPolicy(container.Text("image") ?? ""));
        container.Default("resources", new JsonObject());
        if (pod) RequestsFromLimits(container["resources"]!.AsObject());
        foreach (var port in container.Each("ports"))
        {
            port.Default("protocol", "TCP");
            if (hostNetwork && port["containerPort"] is { } number) port.Default("hostPort", number.DeepClone());
        }

        foreach (var probe in (ReadOnlySpan<string>)["livenessProbe", "readinessProbe", "startupProbe"])
        {
            if (container[probe] is JsonObject declared) Probe(declared);
        }

        foreach (var hook in (ReadOnlySpan<string>)["postStart", "preStop"])
        {
            if (container.Child("lifecycle", hook, "httpGet") is { } http) HttpGet(http);
        }

        foreach (var variable in container.Each("env")) variable.Child("valueFrom", "fieldRef")?.Default("apiVersion", "v1");
    }

    private static void RequestsFromLimits(JsonObject resources)
    {
        if (resources["limits"] is not JsonObject limits) return;
        var requests = resources.Ensure("requests");
        foreach (var (name, value) in limits)
        {
            if (value is not null) requests.Default(name, value.DeepClone());
        }
    }

    private static void Probe(JsonObject probe)
    {
        probe.Default("timeoutSeconds", 1);
        probe.Default("periodSeconds", 10);
        probe.Default("successThreshold", 1);
        probe.Default("failureThreshold", 3);
        if (probe["httpGet"] is JsonObject http) HttpGet(http);
        if (probe["grpc"] is JsonObject grpc) grpc.Default("service", "");
    }

    private static void HttpGet(JsonObject http)
    {
        http.Default("path", "/");
        http.Default("scheme", "HTTP");
    }

    private static void Volume(JsonObject volume)
    {
        if (volume.Count == 1) volume["emptyDir"] = new JsonObject();
        foreach (var source in (ReadOnlySpan<string>)["configMap", "secret", "projected", "downwardAPI"]) (volume[source] as JsonObject)?.Default("defaultMode", 420);
        (volume["hostPath"] as JsonObject)?.Default("type", "");
        if (volume["iscsi"] is JsonObject iscsi) iscsi.Default("iscsiInterface", "default");
        foreach (var source in volume.Child("projected").Each("sources"))
        {
            (source["serviceAccountToken"] as JsonObject)?.Default("expirationSeconds", 3600);
            foreach (var item in source.Child("downwardAPI").Each("items")) item.Child("fieldRef")?.Default("apiVersion", "v1");
        }

        foreach (var item in volume.Child("downwardAPI").Each("items")) item.Child("fieldRef")?.Default("apiVersion", "v1");
        if (volume.Child("ephemeral", "volumeClaimTemplate", "spec") is { } claim) claim.Default("volumeMode", "Filesystem");
    }
}

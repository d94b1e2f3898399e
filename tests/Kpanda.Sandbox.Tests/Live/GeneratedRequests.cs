using System.Text.Json.Nodes;

namespace Kpanda.Sandbox.Tests.Live;

/// <summary>Makes requests from a seed: good objects of many kinds with one or two things wrong, created without keeping them.</summary>
internal sealed class GeneratedRequests(int seed)
{
    private const string Pod = """{"containers":[{"name":"c","image":"nginx:1.27","ports":[{"containerPort":80,"name":"http"}],"env":[{"name":"A","value":"1"}],"resources":{"requests":{"cpu":"100m"},"limits":{"memory":"64Mi"}}}]}""";
    private const string Template = """{"metadata":{"labels":{"app":"a"}},"spec":""" + Pod + "}";
    private const string Never = """{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"busybox"}]}}""";

    private static readonly (string Path, string Body)[] Bases =
    [
        ("/api/v1/namespaces/NS/configmaps", """{"data":{"a":"1"},"immutable":false}"""),
        ("/api/v1/namespaces/NS/secrets", """{"type":"Opaque","data":{"a":"MQ=="},"stringData":{"b":"2"}}"""),
        ("/api/v1/namespaces/NS/services", """{"spec":{"type":"ClusterIP","selector":{"app":"a"},"ports":[{"name":"http","port":80,"targetPort":"http","protocol":"TCP"}]}}"""),
        ("/api/v1/namespaces/NS/pods", """{"spec":""" + Pod + "}"),
        ("/api/v1/namespaces/NS/persistentvolumeclaims", """{"spec":{"accessModes":["ReadWriteOnce"],"storageClassName":"fast","resources":{"requests":{"storage":"1Gi"}}}}"""),
        ("/api/v1/namespaces/NS/resourcequotas", """{"spec":{"hard":{"pods":"10","requests.cpu":"4"}}}"""),
        ("/api/v1/namespaces/NS/limitranges", """{"spec":{"limits":[{"type":"Container","default":{"cpu":"500m"},"defaultRequest":{"cpu":"100m"}}]}}"""),
        ("/api/v1/namespaces/NS/serviceaccounts", """{"automountServiceAccountToken":true}"""),
        ("/apis/apps/v1/namespaces/NS/deployments", """{"spec":{"replicas":2,"selector":{"matchLabels":{"app":"a"}},"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":1,"maxUnavailable":"25%"}},"template":""" + Template + "}}"),
        ("/apis/apps/v1/namespaces/NS/statefulsets", """{"spec":{"replicas":1,"serviceName":"a","selector":{"matchLabels":{"app":"a"}},"template":""" + Template + "}}"),
        ("/apis/apps/v1/namespaces/NS/daemonsets", """{"spec":{"selector":{"matchLabels":{"app":"a"}},"template":""" + Template + "}}"),
        ("/apis/batch/v1/namespaces/NS/jobs", """{"spec":{"backoffLimit":3,"completions":2,"parallelism":1,"template":""" + Never + "}}"),
        ("/apis/batch/v1/namespaces/NS/cronjobs", """{"spec":{"schedule":"*/5 * * * *","concurrencyPolicy":"Forbid","jobTemplate":{"spec":{"template":""" + Never + "}}}}"),
        ("/apis/autoscaling/v2/namespaces/NS/horizontalpodautoscalers", """{"spec":{"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"d"},"minReplicas":1,"maxReplicas":3,"metrics":[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":70}}}]}}"""),
        ("/apis/policy/v1/namespaces/NS/poddisruptionbudgets", """{"spec":{"minAvailable":1,"selector":{"matchLabels":{"app":"a"}}}}"""),
        ("/apis/networking.k8s.io/v1/namespaces/NS/ingresses", """{"spec":{"rules":[{"host":"a.example.com","http":{"paths":[{"path":"/","pathType":"Prefix","backend":{"service":{"name":"s","port":{"number":80}}}}]}}]}}"""),
        ("/apis/networking.k8s.io/v1/namespaces/NS/networkpolicies", """{"spec":{"podSelector":{"matchLabels":{"app":"a"}},"policyTypes":["Ingress"],"ingress":[{"from":[{"podSelector":{}}],"ports":[{"port":80,"protocol":"TCP"}]}]}}"""),
        ("/apis/rbac.authorization.k8s.io/v1/namespaces/NS/roles", """{"rules":[{"apiGroups":[""],"resources":["pods"],"verbs":["get","list"]}]}"""),
        ("/apis/rbac.authorization.k8s.io/v1/namespaces/NS/rolebindings", """{"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"r"},"subjects":[{"kind":"User","apiGroup":"rbac.authorization.k8s.io","name":"u"}]}"""),
        ("/apis/scheduling.k8s.io/v1/priorityclasses", """{"value":10,"description":"a"}"""),
        ("/apis/storage.k8s.io/v1/storageclasses", """{"provisioner":"example.com/a","reclaimPolicy":"Delete","volumeBindingMode":"Immediate"}"""),
        ("/apis/coordination.k8s.io/v1/namespaces/NS/leases", """{"spec":{"holderIdentity":"a","leaseDurationSeconds":15}}"""),
    ];

    private static readonly string[] Wrong = ["\"\"", "-1", "\"Not_A name!\"", "\"text\"", "7", "true", "null", "[]", "{}"];

    private readonly Random random = new(seed);

    /// <summary>The path with its query, and the body.</summary>
    public (string Path, JsonObject Body) Next(string ns)
    {
        var (path, text) = Bases[random.Next(Bases.Length)];
        var body = JsonNode.Parse(text)!.AsObject();
        body["metadata"] = JsonNode.Parse("""{"name":"generated","labels":{"app":"a","tier":"front"},"annotations":{"note":"one"}}""");
        for (var i = random.Next(3); i > 0; i--) Spoil(body);
        var validation = ((string[])["Strict", "Warn", "Ignore"])[random.Next(3)];
        return ($"{path.Replace("NS", ns, StringComparison.Ordinal)}?dryRun=All&fieldValidation={validation}&fieldManager=generated", body);
    }

    private void Spoil(JsonObject body)
    {
        List<(JsonNode Holder, string Name)> places = [];
        Collect(body, places);
        var (holder, name) = places[random.Next(places.Count)];
        if (holder is JsonArray list)
        {
            if (random.Next(2) == 0) list.Add(list[0]?.DeepClone());
            else list[0] = JsonNode.Parse(Wrong[random.Next(Wrong.Length)]);
            return;
        }

        var map = holder.AsObject();
        switch (random.Next(4))
        {
            case 0:
                map.Remove(name);
                break;
            case 1:
                map["unknown" + name] = 1;
                break;
            default:
                map[name] = JsonNode.Parse(Wrong[random.Next(Wrong.Length)]);
                break;
        }
    }

    private static void Collect(JsonNode? node, List<(JsonNode, string)> places)
    {
        if (node is JsonObject map)
        {
            foreach (var (name, value) in map)
            {
                places.Add((map, name));
                Collect(value, places);
            }
        }
        else if (node is JsonArray { Count: > 0 } list)
        {
            places.Add((list, ""));
            foreach (var item in list) Collect(item, places);
        }
    }
}

using System.Globalization;
using System.Text;

namespace Kpanda.Benchmarks.Index;

/// <summary>A pod as a member sends it, about 4.5 KB with its managed fields: the same for the same numbers.</summary>
internal static class PodJson
{
    private static readonly string[] Apps = ["cart", "checkout", "search", "payments", "ledger", "gateway", "mailer", "reports"];

    public static ReadOnlyMemory<byte> Make(int cluster, int number, int namespaces)
    {
        var app = Apps[number % Apps.Length];
        var set = (number / 3).ToString("x", CultureInfo.InvariantCulture);
        var hash = $"{set}5d8c7f9b6".PadRight(10, '0')[..10];
        var node = $"node-{number % 40}";
        var ip = $"10.{cluster % 250}.{number / 250 % 250}.{number % 250}";
        var phase = (number % 97) switch { 0 => "Failed", 1 => "Pending", _ => "Running" };
        var created = DateTimeOffset.UnixEpoch.AddSeconds(1_760_000_000 + (number * 37 % 10_000_000)).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        return Encoding.UTF8.GetBytes($$$$$$$$"""
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"{{{{{{{{app}}}}}}}}-{{{{{{{{number}}}}}}}}-{{{{{{{{hash}}}}}}}}","generateName":"{{{{{{{{app}}}}}}}}-{{{{{{{{hash}}}}}}}}-","namespace":"team-{{{{{{{{number % namespaces}}}}}}}}","uid":"{{{{{{{{Uid(cluster, number, 1)}}}}}}}}",
            "resourceVersion":"{{{{{{{{1000 + number}}}}}}}}","creationTimestamp":"{{{{{{{{created}}}}}}}}","labels":{"app":"{{{{{{{{app}}}}}}}}","app.kubernetes.io/name":"{{{{{{{{app}}}}}}}}","app.kubernetes.io/part-of":"shop","pod-template-hash":"{{{{{{{{hash}}}}}}}}","tier":"{{{{{{{{(number % 2 == 0 ? "web" : "api")}}}}}}}}"},
            "annotations":{"prometheus.io/scrape":"true","prometheus.io/port":"9090","kubectl.kubernetes.io/restartedAt":"2026-01-01T00:00:00Z"},
            "ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"{{{{{{{{app}}}}}}}}-{{{{{{{{hash}}}}}}}}","uid":"{{{{{{{{Uid(cluster, number / 3, 2)}}}}}}}}","controller":true,"blockOwnerDeletion":true}],
            "managedFields":[{"manager":"kube-controller-manager","operation":"Update","apiVersion":"v1","time":"{{{{{{{{created}}}}}}}}","fieldsType":"FieldsV1","fieldsV1":{"f:metadata":{"f:annotations":{".":{},"f:prometheus.io/scrape":{}},"f:generateName":{},"f:labels":{".":{},"f:app":{},"f:pod-template-hash":{}},"f:ownerReferences":{".":{}}},"f:spec":{"f:containers":{"k:{\"name\":\"main\"}":{".":{},"f:image":{},"f:imagePullPolicy":{},"f:name":{},"f:resources":{}}},"f:dnsPolicy":{},"f:restartPolicy":{},"f:schedulerName":{}}}},
            {"manager":"kubelet","operation":"Update","apiVersion":"v1","time":"{{{{{{{{created}}}}}}}}","fieldsType":"FieldsV1","fieldsV1":{"f:status":{"f:conditions":{"k:{\"type\":\"Ready\"}":{".":{},"f:status":{}}},"f:containerStatuses":{},"f:phase":{},"f:podIP":{}}},"subresource":"status"}]},
            "spec":{"volumes":[{"name":"kube-api-access-{{{{{{{{hash}}}}}}}}","projected":{"sources":[{"serviceAccountToken":{"expirationSeconds":3607,"path":"token"}},{"configMap":{"name":"kube-root-ca.crt","items":[{"key":"ca.crt","path":"ca.crt"}]}}],"defaultMode":420}},{"name":"config","configMap":{"name":"{{{{{{{{app}}}}}}}}-config","defaultMode":420}}],
            "containers":[{"name":"main","image":"registry.example.com/shop/{{{{{{{{app}}}}}}}}:1.{{{{{{{{number % 7}}}}}}}}.3","args":["--listen=:8080","--log-level=info","--region=eu"],"ports":[{"name":"http","containerPort":8080,"protocol":"TCP"},{"name":"metrics","containerPort":9090,"protocol":"TCP"}],"env":[{"name":"POD_NAME","valueFrom":{"fieldRef":{"apiVersion":"v1","fieldPath":"metadata.name"}}},{"name":"GOMAXPROCS","value":"2"},{"name":"DATABASE_HOST","value":"postgres.team-{{{{{{{{number % namespaces}}}}}}}}.svc"}],
            "resources":{"limits":{"cpu":"1","memory":"512Mi"},"requests":{"cpu":"100m","memory":"256Mi"}},"volumeMounts":[{"name":"config","readOnly":true,"mountPath":"/etc/{{{{{{{{app}}}}}}}}"},{"name":"kube-api-access-{{{{{{{{hash}}}}}}}}","readOnly":true,"mountPath":"/var/run/secrets/kubernetes.io/serviceaccount"}],"livenessProbe":{"httpGet":{"path":"/healthz","port":"http","scheme":"HTTP"},"timeoutSeconds":1,"periodSeconds":10,"successThreshold":1,"failureThreshold":3},"readinessProbe":{"httpGet":{"path":"/readyz","port":"http","scheme":"HTTP"},"timeoutSeconds":1,"periodSeconds":5,"successThreshold":1,"failureThreshold":3},"terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File","imagePullPolicy":"IfNotPresent"}],
            "restartPolicy":"Always","terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst","serviceAccountName":"{{{{{{{{app}}}}}}}}","serviceAccount":"{{{{{{{{app}}}}}}}}","nodeName":"{{{{{{{{node}}}}}}}}","securityContext":{},"schedulerName":"default-scheduler","tolerations":[{"key":"node.kubernetes.io/not-ready","operator":"Exists","effect":"NoExecute","tolerationSeconds":300},{"key":"node.kubernetes.io/unreachable","operator":"Exists","effect":"NoExecute","tolerationSeconds":300}],"priority":0,"enableServiceLinks":true,"preemptionPolicy":"PreemptLowerPriority"},
            "status":{"phase":"{{{{{{{{phase}}}}}}}}","conditions":[{"type":"Initialized","status":"True","lastProbeTime":null,"lastTransitionTime":"{{{{{{{{created}}}}}}}}"},{"type":"Ready","status":"True","lastProbeTime":null,"lastTransitionTime":"{{{{{{{{created}}}}}}}}"},{"type":"ContainersReady","status":"True","lastProbeTime":null,"lastTransitionTime":"{{{{{{{{created}}}}}}}}"},{"type":"PodScheduled","status":"True","lastProbeTime":null,"lastTransitionTime":"{{{{{{{{created}}}}}}}}"}],"hostIP":"192.168.0.{{{{{{{{number % 40}}}}}}}}","podIP":"{{{{{{{{ip}}}}}}}}","podIPs":[{"ip":"{{{{{{{{ip}}}}}}}}"}],"startTime":"{{{{{{{{created}}}}}}}}",
            "containerStatuses":[{"name":"main","state":{"running":{"startedAt":"{{{{{{{{created}}}}}}}}"}},"lastState":{},"ready":true,"restartCount":0,"image":"registry.example.com/shop/{{{{{{{{app}}}}}}}}:1.{{{{{{{{number % 7}}}}}}}}.3","imageID":"registry.example.com/shop/{{{{{{{{app}}}}}}}}@sha256:0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9","containerID":"containerd://{{{{{{{{Uid(cluster, number, 3)}}}}}}}}","started":true}],"qosClass":"Burstable"}}
            """);
    }

    private static string Uid(int cluster, int number, int kind) => $"{cluster:x8}-{kind:x4}-4000-8000-{number:x12}";
}

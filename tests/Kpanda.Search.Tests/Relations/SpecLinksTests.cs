using System.Text.Json;
using Kpanda.KubeModel;
using Kpanda.Search.Relations;

namespace Kpanda.Search.Tests.Relations;

public sealed class SpecLinksTests
{
    [Theory]
    [InlineData("", "services", """{"spec":{"selector":{"app":"cart"}}}""", "selects shop/pods app=cart")]
    [InlineData("", "services", """{"spec":{"selector":{}}}""", "")]
    [InlineData("", "services", """{"spec":{"type":"ExternalName"}}""", "")]
    [InlineData("networking.k8s.io", "ingresses", """{"spec":{"defaultBackend":{"service":{"name":"b"}},"rules":[{"http":{"paths":[{"backend":{"service":{"name":"a"}}},{"backend":{"service":{"name":"b"}}},{"backend":{"resource":{"name":"x"}}}]}},{}]}}""", "routesTo shop/services a,b")]
    [InlineData("networking.k8s.io", "networkpolicies", """{"spec":{"podSelector":{"matchLabels":{"tier":"db"}}}}""", "selects shop/pods tier=db")]
    [InlineData("networking.k8s.io", "networkpolicies", """{"spec":{"podSelector":{}}}""", "selects shop/pods *")]
    [InlineData("policy", "poddisruptionbudgets", """{"spec":{}}""", "")]
    [InlineData("autoscaling", "horizontalpodautoscalers", """{"spec":{"scaleTargetRef":{"kind":"StatefulSet","name":"db"}}}""", "scales shop/statefulsets db")]
    [InlineData("autoscaling", "horizontalpodautoscalers", """{"spec":{"scaleTargetRef":{"kind":"Odd","name":"db"}}}""", "")]
    [InlineData("", "persistentvolumeclaims", """{"spec":{"volumeName":"v1","storageClassName":"fast"}}""", "boundTo /persistentvolumes v1; uses /storageclasses fast; usedBy shop/pods spec.volumes[].persistentVolumeClaim.claimName=cart")]
    [InlineData("", "persistentvolumes", """{"spec":{"claimRef":{"namespace":"bank","name":"c"}}}""", "boundTo bank/persistentvolumeclaims c")]
    [InlineData("", "pods", """{"spec":{"volumes":[{"persistentVolumeClaim":{"claimName":"data"}},{"configMap":{"name":"settings"}},{"emptyDir":{}}]}}""", "uses shop/persistentvolumeclaims data; uses shop/configmaps settings")]
    [InlineData("", "pods", """{"spec":{"serviceAccountName":"bot","imagePullSecrets":[{"name":"pull"}],"volumes":[{"projected":{"sources":[{"secret":{"name":"p"}}]}},{"secret":{"secretName":"s"}}],"containers":[{"envFrom":[{"configMapRef":{"name":"e"}}],"env":[{"valueFrom":{"secretKeyRef":{"name":"k"}}},{"name":"plain","value":"x"}]}]}}""", "uses shop/configmaps e; uses shop/secrets k,p,pull,s; uses shop/serviceaccounts bot")]
    [InlineData("", "pods", """{"spec":{"serviceAccountName":"default"}}""", "")]
    [InlineData("apps", "deployments", """{"spec":{"template":{"spec":{"volumes":[{"configMap":{"name":"settings"}}]}}}}""", "uses shop/configmaps settings")]
    [InlineData("batch", "cronjobs", """{"spec":{"jobTemplate":{"spec":{"template":{"spec":{"serviceAccountName":"bot"}}}}}}""", "uses shop/serviceaccounts bot")]
    [InlineData("apps", "controllerrevisions", """{"data":{}}""", "")]
    [InlineData("networking.k8s.io", "ingresses", """{"spec":{"ingressClassName":"nginx","tls":[{"secretName":"cert"},{}]}}""", "uses shop/secrets cert; uses /ingressclasses nginx")]
    [InlineData("rbac.authorization.k8s.io", "rolebindings", """{"roleRef":{"kind":"ClusterRole","name":"view"},"subjects":[{"kind":"ServiceAccount","name":"bot","namespace":"bank"},{"kind":"User","name":"jane"}]}""", "grants /clusterroles view; grantsTo bank/serviceaccounts bot")]
    [InlineData("rbac.authorization.k8s.io", "rolebindings", """{"roleRef":{"kind":"Role","name":"edit"}}""", "grants shop/roles edit")]
    [InlineData("", "serviceaccounts", """{"secrets":[{"name":"t"}],"imagePullSecrets":[{"name":"p"}]}""", "uses shop/secrets t,p")]
    [InlineData("monitoring.coreos.com", "servicemonitors", """{"spec":{"selector":{"matchLabels":{"app":"cart"}},"namespaceSelector":{"matchNames":["a","b"]}}}""", "selects a/services app=cart; selects b/services app=cart")]
    [InlineData("monitoring.coreos.com", "servicemonitors", """{"spec":{"selector":{"matchLabels":{"app":"cart"}},"namespaceSelector":{"any":true}}}""", "selects /services app=cart")]
    [InlineData("", "nodes", """{}""", "runs /pods spec.nodeName=cart")]
    [InlineData("", "namespaces", """{}""", "limitedBy cart/resourcequotas ; limitedBy cart/limitranges ")]
    [InlineData("", "configmaps", """{"data":{}}""", "")]
    public void Links_AreWhatTheFieldsName(string group, string resource, string body, string expected)
    {
        using var document = JsonDocument.Parse(body);
        var links = SpecLinks.Of(new(group, resource), new ObjectKey("shop", "cart"), document.RootElement);

        string.Join("; ", links.Select(Words)).ShouldBe(expected);
    }

    private static string Words(SpecLink link) =>
        $"{link.Relation} {link.Namespace}/{link.Resource.Resource} {(link.Field is { } field ? $"{field.Path}={field.Value}" : link.Labels is { } labels ? labels.IsEverything ? "*" : string.Join(',', labels.Requirements) : string.Join(',', link.Names))}";
}

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

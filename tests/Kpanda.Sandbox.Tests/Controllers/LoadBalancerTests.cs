using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;

namespace Kpanda.Sandbox.Tests.Controllers;

public sealed class LoadBalancerTests : IDisposable
{
    private readonly SteppedCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public void EachBalancedService_GetsAnAddressOfItsOwn_UntilItIsBalancedNoMore()
    {
        foreach (var name in (string[])["a", "b", "c"])
            Service(name);
        string[] names = ["a", "b", "c"];
        names.Select(Address).Distinct().Count().ShouldBe(3);
        Address("a").ShouldNotBeNull();
        _cluster.EventsOf("a").ShouldContain("EnsuredLoadBalancer: Ensured load balancer");
        _cluster.Change(BuiltIn.Services, "a", service => service["spec"]!["type"] = "ClusterIP");
        Address("a").ShouldBeNull();
        _cluster.Get(BuiltIn.Services, "a").ArrayAt("metadata", "finalizers").ShouldBeNull();
        _cluster.Store.Delete(BuiltIn.Services, "default", "b");
        _cluster.Settle();
        _cluster.Store.Get(BuiltIn.Services, "default", "b").ShouldBeNull();
    }

    [Fact]
    public void AddressThatIsAskedFor_IsGiven_AndThatOfAnotherClassIsNot()
    {
        Service("a", "loadBalancerIP: 192.0.2.7");
        Address("a").ShouldBe("192.0.2.7");
        Service("b", "loadBalancerClass: example.com/other");
        Address("b").ShouldBeNull();
    }

    [Fact]
    public void Ingress_HasAnAddress_WhenItsClassIsThere()
    {
        _cluster.Apply(BuiltIn.Ingresses, """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: web}
            spec: {ingressClassName: nginx, defaultBackend: {service: {name: a, port: {number: 80}}}}
            """);
        _cluster.Get(BuiltIn.Ingresses, "web").ArrayAt("status", "loadBalancer", "ingress").ShouldBeNull();
        _cluster.Store.Create(BuiltIn.IngressClasses, SteppedCluster.Parse("apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: nginx}\nspec: {controller: k8s.io/ingress-nginx}"));
        _cluster.Settle();
        _cluster.Get(BuiltIn.Ingresses, "web").ObjectsAt("status", "loadBalancer", "ingress").ShouldHaveSingleItem().TextAt("ip").ShouldBe("203.0.113.10");
    }

    [Fact]
    public void AddressesAndPortsOfServices_AreNeverGivenTwice_AndAreFreeAgainAfterThem()
    {
        for (var i = 0; i < 60; i++)
            Service($"s{i}");
        var services = _cluster.Store.List(BuiltIn.Services, "default").Select(item => item.ToNode()).Where(item => item.Name() != "kubernetes").ToList();
        services.Select(item => item.TextAt("spec", "clusterIP")).Distinct().Count().ShouldBe(60);
        services.Select(item => item.ObjectsAt("spec", "ports").First().IntAt("nodePort")).Distinct().Count().ShouldBe(60);
        var port = services[0].ObjectsAt("spec", "ports").First().IntAt("nodePort")!.Value;
        _cluster.Store.Delete(BuiltIn.Services, "default", services[0].Name());
        _cluster.Settle();
        Service("again", $"externalTrafficPolicy: Cluster");
        _cluster.Change(BuiltIn.Services, "again", service => service["spec"]!["ports"]![0]!["nodePort"] = port);
        _cluster.Get(BuiltIn.Services, "again").ObjectsAt("spec", "ports").First().IntAt("nodePort").ShouldBe(port);
    }

    private string? Address(string service) => _cluster.Get(BuiltIn.Services, service).ObjectsAt("status", "loadBalancer", "ingress").FirstOrDefault().TextAt("ip");

    private void Service(string name, string more = "sessionAffinity: None") => _cluster.Apply(BuiltIn.Services, $$"""
        apiVersion: v1
        kind: Service
        metadata:
          name: {{name}}
        spec:
          type: LoadBalancer
          ports: [{port: 80}]
          {{more}}
        """);
}

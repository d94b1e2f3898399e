using System.Text.Json;
using Kpanda.Resources.Tests.Fakes;
using Kpanda.Search.Kinds;

namespace Kpanda.Resources.Tests.MetalLB;

public sealed class MetalLBTests(SharedSite shared) : IClassFixture<SharedSite>
{
    private readonly ResourcesSite _site = shared.Fresh();

    [Theory]
    [InlineData("10.0.0.5", 80, 409)]
    [InlineData("10.0.0.5", 81, 200)]
    [InlineData("10.0.0.6", 80, 200)]
    [InlineData("10.0.0.7", 443, 409)]
    [InlineData("", 80, 400)]
    public async Task SharedAddress_TakesEachPortOnce(string address, int port, int expected)
    {
        Put("web", """{"spec":{"type":"LoadBalancer","ports":[{"port":80}]},"status":{"loadBalancer":{"ingress":[{"ip":"10.0.0.5"}]}}}""");
        Put("inner", """{"spec":{"type":"ClusterIP","ports":[{"port":80}],"loadBalancerIP":"10.0.0.6"}}""");
        Put("asked", """{"metadata":{"annotations":{"metallb.io/loadBalancerIPs":"10.0.0.8, 10.0.0.7"}},"spec":{"type":"LoadBalancer","ports":[{"port":443}]}}""");

        var (status, body) = await _site.SendAsync(HttpMethod.Post, "/clusters/prod/metallb/check-serviceports", new { sharedLoadBalancerIP = address, servicePorts = new[] { port } });

        status.ShouldBe(expected, body.ToString());
    }

    private void Put(string name, string body) =>
        _site.Index.Objects.Add(new("prod", new("", "v1", "services"), new("shop", name), JsonDocument.Parse(body).RootElement, KindStatus.None));
}

using Kpanda.Gateway.Paths;

namespace Kpanda.Gateway.Tests.Paths;

/// <summary>What a request is about, by the rules of Kubernetes.</summary>
public sealed class RequestInfoTests
{
    [Theory]
    [InlineData("GET", "/api/v1/pods", "list", "", "v1", "", "pods", "", "")]
    [InlineData("GET", "/api/v1/pods?watch=true", "watch", "", "v1", "", "pods", "", "")]
    [InlineData("GET", "/api/v1/pods?watch", "watch", "", "v1", "", "pods", "", "")]
    [InlineData("GET", "/api/v1/pods?watch=FALSE", "list", "", "v1", "", "pods", "", "")]
    [InlineData("GET", "/api/v1/pods?watch=0", "list", "", "v1", "", "pods", "", "")]
    [InlineData("GET", "/api/v1/watch/pods", "watch", "", "v1", "", "pods", "", "")]
    [InlineData("GET", "/api/v1/watch/namespaces/a/pods/p", "watch", "", "v1", "a", "pods", "p", "")]
    [InlineData("GET", "/api/v1/namespaces", "list", "", "v1", "", "namespaces", "", "")]
    [InlineData("GET", "/api/v1/namespaces/a", "get", "", "v1", "a", "namespaces", "a", "")]
    [InlineData("PUT", "/api/v1/namespaces/a/finalize", "update", "", "v1", "a", "namespaces", "a", "finalize")]
    [InlineData("GET", "/api/v1/namespaces/a/status", "get", "", "v1", "a", "namespaces", "a", "status")]
    [InlineData("GET", "/api/v1/namespaces/a/pods/p", "get", "", "v1", "a", "pods", "p", "")]
    [InlineData("HEAD", "/api/v1/namespaces/a/pods/p", "get", "", "v1", "a", "pods", "p", "")]
    [InlineData("GET", "/api/v1/namespaces/a/pods/p?watch=true", "get", "", "v1", "a", "pods", "p", "")]
    [InlineData("GET", "/api/v1/namespaces/a/pods/p/log?follow=true", "get", "", "v1", "a", "pods", "p", "log")]
    [InlineData("POST", "/api/v1/namespaces/a/pods/p/exec", "create", "", "v1", "a", "pods", "p", "exec")]
    [InlineData("GET", "/api/v1/namespaces/a/services/s/proxy/x/y/", "get", "", "v1", "a", "services", "s", "proxy")]
    [InlineData("DELETE", "/api/v1/namespaces/a/pods", "deletecollection", "", "v1", "a", "pods", "", "")]
    [InlineData("DELETE", "/apis/apps/v1/namespaces/a/deployments/d", "delete", "apps", "v1", "a", "deployments", "d", "")]
    [InlineData("PATCH", "/apis/apps/v1/namespaces/a/deployments/d/scale", "patch", "apps", "v1", "a", "deployments", "d", "scale")]
    [InlineData("POST", "/apis/apps/v1/namespaces/a/deployments", "create", "apps", "v1", "a", "deployments", "", "")]
    [InlineData("GET", "/apis/rbac.authorization.k8s.io/v1/clusterroles/system%3Anode", "get", "rbac.authorization.k8s.io", "v1", "", "clusterroles", "system:node", "")]
    [InlineData("GET", "/apis/subresources.kubevirt.io/v1/namespaces/a/virtualmachineinstances/vm/vnc", "get", "subresources.kubevirt.io", "v1", "a", "virtualmachineinstances", "vm", "vnc")]
    [InlineData("GET", "/api/v1/namespaces/a/secrets?fieldSelector=metadata.name%3Dtls", "list", "", "v1", "a", "secrets", "tls", "")]
    [InlineData("GET", "/api/v1/namespaces/a/secrets?fieldSelector=metadata.name!%3Dtls", "list", "", "v1", "a", "secrets", "", "")]
    [InlineData("GET", "/api/v1/namespaces/a/secrets?fieldSelector=metadata.name%3Da%2Fb", "list", "", "v1", "a", "secrets", "", "")]
    [InlineData("GET", "/api/v1/namespaces/a/secrets?watch=1&fieldSelector=metadata.name%3Dtls", "watch", "", "v1", "a", "secrets", "tls", "")]
    public void Resource_IsReadAsTheApiServerReadsIt(string method, string path, string verb, string group, string version, string ns, string resource, string name, string subresource)
    {
        var info = Read(method, path);

        info.IsResource.ShouldBeTrue();
        (info.Verb, info.Group, info.Version, info.Namespace, info.Resource, info.Name, info.Subresource).ShouldBe((verb, group, version, ns, resource, name, subresource));
    }

    [Theory]
    [InlineData("GET", "", "get", "/")]
    [InlineData("GET", "/", "get", "/")]
    [InlineData("GET", "/version", "get", "/version")]
    [InlineData("GET", "/api", "get", "/api")]
    [InlineData("GET", "/api/v1", "get", "/api/v1")]
    [InlineData("GET", "/apis/apps/v1", "get", "/apis/apps/v1")]
    [InlineData("GET", "/openapi/v3/apis/apps/v1?hash=A", "get", "/openapi/v3/apis/apps/v1")]
    [InlineData("HEAD", "/healthz/ping", "head", "/healthz/ping")]
    public void Document_IsAskedForByItsPath(string method, string path, string verb, string asked)
    {
        var info = Read(method, path);

        info.IsResource.ShouldBeFalse();
        (info.Verb, info.Path.Value).ShouldBe((verb, asked));
        info.Questions("m").ShouldHaveSingleItem().Path.ShouldBe(asked);
    }

    [Theory]
    [InlineData("/api/v1/namespaces/a/pods/../secrets")]
    [InlineData("/api/v1/namespaces/a/pods/.")]
    [InlineData("/api/v1/namespaces/a/pods/%2e%2e/secrets")]
    [InlineData("/api/v1/namespaces/a/pods/%2E%2e")]
    [InlineData("/api/v1/namespaces/a/pods/a%2eb")]
    [InlineData("/api/v1/namespaces/a%2Fsecrets/x")]
    [InlineData("/api/v1/namespaces/a%2fsecrets/x")]
    [InlineData("/api/v1/namespaces/a%5csecrets")]
    [InlineData("/api/v1/namespaces/a\\secrets")]
    [InlineData("/api/v1//namespaces/a")]
    [InlineData("//api/v1/pods")]
    [InlineData("/api/v1/pods//")]
    [InlineData("/api/v1/pods;x=1")]
    [InlineData("/api/v1/pods%3Bx")]
    [InlineData("/api/v1/namespaces/%252e%252e/pods")]
    [InlineData("/api/v1/namespaces/a%25b/pods")]
    [InlineData("/api/v1/namespaces/a%00/pods")]
    [InlineData("/api/v1/namespaces/a%0a/pods")]
    [InlineData("/api/v1/namespaces/a%7f/pods")]
    [InlineData("/api/v1/namespaces/%C0%AE%C0%AE/pods")]
    [InlineData("/api/v1/namespaces/a%/pods")]
    [InlineData("/api/v1/namespaces/a%2/pods")]
    [InlineData("/api/v1/namespaces/a%zz/pods")]
    [InlineData("/api/v1/namespaces/é/pods")]
    [InlineData("/api/v1/namespaces/a b/pods")]
    [InlineData("/api/v1/pods?watch=false;watch=true")]
    [InlineData("/api/v1/pods?watch=%ff")]
    [InlineData("/api/v1/pods?limit=%zz")]
    [InlineData("/api/v1/pods?watch=false&watch=true")]
    [InlineData("/api/v1/pods?fieldSelector=metadata.name%3Da&fieldSelector=metadata.name%3Db")]
    [InlineData("/api/v1/proxy/namespaces/a/pods/p")]
    [InlineData("/api/v1/watch")]
    [InlineData("/api/v1/watch/namespaces/a/pods/p/exec")]
    public void Ambiguous_IsRefused(string path) => TryRead("GET", path).ShouldBeNull();

    [Theory]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    [InlineData("CONNECT")]
    [InlineData("get")]
    [InlineData("PROPFIND")]
    public void UnknownMethod_IsRefused(string method) => TryRead(method, "/api/v1/pods").ShouldBeNull();

    [Theory]
    [InlineData("http://other/k8s/clusters/m/api/v1/pods")]
    [InlineData("/x/../k8s/clusters/m/api/v1/pods")]
    [InlineData("/k8s/clusters/n/../m/api/v1/pods")]
    [InlineData("/k8s/clusters/n/api/v1/pods")]
    [InlineData("/k8s//clusters/m/api/v1/pods")]
    [InlineData("/K8S/clusters/m/api/v1/pods")]
    [InlineData("*")]
    public void TargetThatIsNotTheRoutes_IsRefused(string target) => RawTarget.Read(target, "", "m").Error.ShouldNotBeNull();

    [Fact]
    public void Outgoing_IsWrittenAnewFromWhatWasRead()
    {
        var info = Read("GET", "/api/v1/namespaces/%61/pods/p+1/log?container=a%20b+c&follow&x=%27%3B");

        info.Path.Value.ShouldBe("/api/v1/namespaces/a/pods/p%2B1/log");
        info.Query.ShouldBe("container=a%20b%20c&follow=&x=%27%3B");
    }

    [Fact]
    public void BasePath_IsTakenOff() => RawTarget.Read("/kpanda/k8s/clusters/m/api", "/kpanda", "m").Value.Segments.ShouldBe(["api"]);

    [Theory]
    [InlineData("exec")]
    [InlineData("attach")]
    [InlineData("portforward")]
    public void WebSocketIntoAPod_IsAskedAsCreateToo(string subresource) =>
        Read("GET", $"/api/v1/namespaces/a/pods/p/{subresource}").Questions("m").Select(question => question.Verb).ShouldBe(["get", "create"]);

    private static RequestInfo Read(string method, string path) => TryRead(method, path).ShouldNotBeNull();

    private static RequestInfo? TryRead(string method, string path)
    {
        if (!RawTarget.Read($"/k8s/clusters/m{path}", "", "m").TryGet(out var target, out _)) return null;
        return RequestInfoReader.Read(method, target).TryGet(out var info, out _) ? info : null;
    }
}

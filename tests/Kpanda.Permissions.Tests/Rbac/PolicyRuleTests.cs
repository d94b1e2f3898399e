using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Permissions.Rbac;

namespace Kpanda.Permissions.Tests.Rbac;

public sealed class PolicyRuleTests
{
    [Theory]
    [InlineData("get", "", "pods", "get", "", "pods", "", true)]
    [InlineData("get", "", "pods", "list", "", "pods", "", false)]
    [InlineData("*", "", "pods", "deletecollection", "", "pods", "", true)]
    [InlineData("get", "apps", "deployments", "get", "extensions", "deployments", "", false)]
    [InlineData("get", "*", "deployments", "get", "extensions", "deployments", "", true)]
    [InlineData("get", "", "pods", "get", "", "pods", "log", false)]
    [InlineData("get", "", "pods/log", "get", "", "pods", "log", true)]
    [InlineData("get", "", "pods/log", "get", "", "pods", "", false)]
    [InlineData("get", "", "*", "get", "", "pods", "log", true)]
    [InlineData("get", "apps", "*/scale", "get", "apps", "deployments", "scale", true)]
    [InlineData("get", "apps", "*/scale", "get", "apps", "deployments", "status", false)]
    [InlineData("get", "apps", "*/scale", "get", "apps", "deployments", "", false)]
    // Kubernetes knows no such pattern: a part stands for itself, or for that part of everything.
    [InlineData("get", "", "pods/*", "get", "", "pods", "log", false)]
    [InlineData("get", "", "pods/*", "get", "", "pods", "", false)]
    [InlineData("get", "", "mypods/log", "get", "", "pods", "log", false)]
    [InlineData("get", "", "log", "get", "", "pods", "log", false)]
    [InlineData("get", "", "/log", "get", "", "pods", "log", false)]
    [InlineData("GET", "", "pods", "get", "", "pods", "", false)]
    public void Resources(string verb, string group, string resource, string askedVerb, string askedGroup, string asked, string part, bool allowed)
    {
        var rule = new PolicyRule { Verbs = [verb], ApiGroups = [group], Resources = [resource] };

        rule.Allows(new(askedVerb, new GroupResource(askedGroup, asked)) { Subresource = part }).ShouldBe(allowed);
    }

    [Theory]
    [InlineData("cart", true)]
    [InlineData("card", false)]
    [InlineData("", false)]
    public void Names_OpenThemselves_AndNoList(string name, bool allowed)
    {
        var rule = new PolicyRule { Verbs = ["*"], ApiGroups = [""], Resources = ["configmaps"], ResourceNames = ["cart", "shop"] };
        var settings = new GroupResource("", "configmaps");

        rule.Allows(new("get", settings) { Namespace = "shop", Name = name }).ShouldBe(allowed);
        rule.AllowsAll("get", settings).ShouldBeFalse();
        rule.AllowsAll("list", settings).ShouldBeFalse();
    }

    [Theory]
    [InlineData("*", "/metrics", true)]
    [InlineData("/metrics", "/metrics", true)]
    [InlineData("/metrics", "/metrics/cadvisor", false)]
    [InlineData("/api/*", "/api/v1", true)]
    [InlineData("/api/*", "/api", false)]
    [InlineData("/api*", "/apis/apps", true)]
    [InlineData("/healthz/**", "/healthz/etcd", true)]
    [InlineData("/a*c", "/abc", false)]
    public void Paths(string known, string asked, bool allowed)
    {
        var rule = new PolicyRule { Verbs = ["get"], NonResourceUrls = [known] };

        rule.Allows(new("get", default) { Path = asked }).ShouldBe(allowed);
        rule.Allows(new("post", default) { Path = asked }).ShouldBeFalse();
    }

    [Fact]
    public void RulesOfPaths_AllowNoResources_NorTheOtherWayAround()
    {
        new PolicyRule { Verbs = ["*"], NonResourceUrls = ["*"] }.Allows(new("get", new GroupResource("", "pods"))).ShouldBeFalse();
        new PolicyRule { Verbs = ["*"], ApiGroups = ["*"], Resources = ["*"] }.Allows(new("get", new GroupResource("", "")) { Path = "/metrics" }).ShouldBeFalse();
    }
}

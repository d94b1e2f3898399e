using System.Net;

namespace Kpanda.Sandbox.Tests.Api;

public sealed class ObjectLifeTests
{
    private const string Maps = "/api/v1/namespaces/default/configmaps";

    [Fact]
    public async Task Object_IsCreatedReadChangedAndDeleted()
    {
        await using var served = await ServedCluster.StartAsync();
        var (code, made) = await served.PostAsync(Maps, """{"metadata":{"name":"a","labels":{"x":"y"}},"data":{"k":"1"}}""");
        code.ShouldBe(HttpStatusCode.Created, made.ToJsonString());
        made["kind"]!.ToString().ShouldBe("ConfigMap");
        var version = made["metadata"]!["resourceVersion"]!.ToString();

        (code, var changed) = await served.SendAsync(HttpMethod.Patch, Maps + "/a", """{"data":{"k":"2"}}""", "application/merge-patch+json");
        code.ShouldBe(HttpStatusCode.OK, changed.ToJsonString());
        changed["data"]!["k"]!.ToString().ShouldBe("2");

        made["data"]!["k"] = "3";
        (code, var stale) = await served.SendAsync(HttpMethod.Put, Maps + "/a", made.ToJsonString());
        code.ShouldBe(HttpStatusCode.Conflict);
        stale["reason"]!.ToString().ShouldBe("Conflict");
        version.ShouldNotBe(changed["metadata"]!["resourceVersion"]!.ToString());

        (code, _) = await served.SendAsync(HttpMethod.Delete, Maps + "/a");
        code.ShouldBe(HttpStatusCode.OK);
        (code, var gone) = await served.GetAsync(Maps + "/a");
        code.ShouldBe(HttpStatusCode.NotFound);
        gone["message"]!.ToString().ShouldBe("configmaps \"a\" not found");
    }
}

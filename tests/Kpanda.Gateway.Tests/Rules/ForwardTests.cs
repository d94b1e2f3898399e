using System.Net;
using System.Text.Json.Nodes;
using Kpanda.Gateway.Tests.Fakes;

namespace Kpanda.Gateway.Tests.Rules;

/// <summary>A plain request and the answer to it.</summary>
public sealed class ForwardTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_GoesThroughAsThePerson()
    {
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync(Answers.Pod("p")));
        await using var site = await GatewaySite.StartAsync(member);
        using var client = site.NewClient();

        var answer = await client.GetAsync("/k8s/clusters/m/api/v1/namespaces/a/pods/p?pretty=false", Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        JsonNode.Parse(await answer.Content.ReadAsStringAsync(Token))!["metadata"]!["name"]!.ToString().ShouldBe("p");
        var asked = member.Requests.ShouldHaveSingleItem();
        asked.Target.ShouldBe("/api/v1/namespaces/a/pods/p?pretty=false");
        asked.Headers["Impersonate-User"].ShouldBe(["jane"]);
        asked.Headers["Impersonate-Group"].ShouldBe(["dev"]);
        asked.Headers["Authorization"].ShouldBe(["Bearer secret-token"]);
    }
}

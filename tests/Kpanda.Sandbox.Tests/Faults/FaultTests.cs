using System.Net;
using System.Net.Http.Headers;
using Kpanda.Sandbox.Faults;
using Kpanda.Sandbox.Tests.Api;

namespace Kpanda.Sandbox.Tests.Faults;

/// <summary>What a client sees of each fault, and that it is over when it is taken away.</summary>
public sealed class FaultTests
{
    private const string Pods = "/api/v1/namespaces/default/pods";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CutOff_EndsConnectionsWithoutAnAnswer()
    {
        await using var served = await WithAsync("""{"kind":"cutOff"}""");
        await Should.ThrowAsync<HttpRequestException>(() => served.GetAsync(Pods));
        await HealAsync(served);
        (await served.GetAsync(Pods)).Code.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Frozen_AnswersWhenItThaws()
    {
        await using var served = await WithAsync("""{"kind":"frozen"}""");
        var waiting = served.GetAsync(Pods);
        (await FaultsAsync(served)).ShouldContain("frozen");
        waiting.IsCompleted.ShouldBeFalse();
        await HealAsync(served);
        (await waiting.WaitAsync(TimeSpan.FromMinutes(2), Stop)).Code.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Slow_WaitsAsLongAsItIsTold()
    {
        var time = new SteppedTime();
        await using var served = await WithAsync("""{"kind":"slow","seconds":30}""", new SandboxClusterOptions { Time = time });
        var waiting = served.GetAsync(Pods);

        // Until the request waits on the clock, stepping finds nothing to do.
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!time.StepTo(time.GetUtcNow().AddSeconds(31))) await Task.Delay(20, deadline.Token);
        (await waiting.WaitAsync(TimeSpan.FromMinutes(2), Stop)).Code.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Flapping_IsGoneAndHereByTurns()
    {
        var time = new SteppedTime();
        await using var served = await WithAsync("""{"kind":"flapping","seconds":60}""", new SandboxClusterOptions { Time = time });
        await Should.ThrowAsync<HttpRequestException>(() => served.GetAsync(Pods));
        time.StepTo(time.GetUtcNow().AddSeconds(61));
        (await served.GetAsync(Pods)).Code.ShouldBe(HttpStatusCode.OK);
        time.StepTo(time.GetUtcNow().AddSeconds(61));
        await Should.ThrowAsync<HttpRequestException>(() => served.GetAsync(Pods));
    }

    [Fact]
    public async Task TooManyRequests_SaysWhenToComeBack()
    {
        await using var served = await WithAsync("""{"kind":"tooManyRequests","seconds":7,"every":2}""");
        (await served.GetAsync(Pods)).Code.ShouldBe(HttpStatusCode.OK);
        using var answer = await served.RawAsync(HttpMethod.Get, Pods);
        answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        answer.Headers.RetryAfter.ShouldBe(new RetryConditionHeaderValue(TimeSpan.FromSeconds(7)));
        (await answer.Content.ReadAsStringAsync(Stop)).ShouldContain("\"reason\":\"TooManyRequests\"");
        (await served.GetAsync(Pods)).Code.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Errors_HaveTheCodeThatIsAskedFor()
    {
        await using var served = await WithAsync("""{"kind":"errors","code":500,"every":3}""");
        List<int> codes = [];
        for (var i = 0; i < 6; i++) codes.Add((int)(await served.GetAsync(Pods)).Code);
        codes.ShouldBe([200, 200, 500, 200, 200, 500]);
    }

    [Fact]
    public async Task ExpiredWatches_MustListAnew()
    {
        await using var served = await WithAsync("""{"kind":"expiredWatches"}""");
        var version = (await served.GetAsync(Pods)).Body["metadata"]!["resourceVersion"]!.ToString();
        using var answer = await served.RawAsync(HttpMethod.Get, $"{Pods}?watch=true&resourceVersion={version}");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        text.ShouldContain("\"type\":\"ERROR\"");
        text.ShouldContain("\"code\":410");
    }

    [Theory]
    [InlineData("""{"kind":"unknown"}""")]
    [InlineData("""{"kind":"slow","seconds":-1}""")]
    [InlineData("""{"kind":"errors","code":200}""")]
    [InlineData("""{"kind":"slow","every":0}""")]
    [InlineData("""{"kind":"slow","word":1}""")]
    public async Task WrongFault_IsRefused(string fault)
    {
        await using var served = await ServedCluster.StartAsync();
        (await served.SendAsync(HttpMethod.Put, FaultControl.Path, $$"""{"faults":[{{fault}}]}""")).Code.ShouldBe(HttpStatusCode.BadRequest);
        served.Cluster.Faults.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task Control_IsForAdministratorsAlone()
    {
        await using var served = await ServedCluster.StartAsync();
        using var answer = await served.RawAsync(HttpMethod.Put, FaultControl.Path, """{"faults":[]}""", impersonate: "jane");
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        served.Http.DefaultRequestHeaders.Authorization = null;
        using var nobody = await served.RawAsync(HttpMethod.Get, FaultControl.Path);
        nobody.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task<ServedCluster> WithAsync(string fault, SandboxClusterOptions? options = null)
    {
        var served = await ServedCluster.StartAsync(options);
        var (code, body) = await served.SendAsync(HttpMethod.Put, FaultControl.Path, $$"""{"faults":[{{fault}}]}""");
        code.ShouldBe(HttpStatusCode.OK, body.ToJsonString());
        return served;
    }

    private static async Task<string> FaultsAsync(ServedCluster served) => (await served.GetAsync(FaultControl.Path)).Body.ToJsonString();

    private static async Task HealAsync(ServedCluster served) => (await served.SendAsync(HttpMethod.Delete, FaultControl.Path)).Body["faults"]!.AsArray().ShouldBeEmpty();
}

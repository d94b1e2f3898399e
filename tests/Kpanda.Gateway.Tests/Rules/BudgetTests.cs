using System.Net;
using Kpanda.Gateway.Budgets;
using Kpanda.Gateway.Tests.Fakes;
using Kpanda.Identity.Access;

namespace Kpanda.Gateway.Tests.Rules;

/// <summary>One person's watches and loops are nobody else's trouble.</summary>
public sealed class BudgetTests
{
    private const string Watch = "/k8s/clusters/m/api/v1/pods?watch=true";
    private const string List = "/k8s/clusters/m/api/v1/pods";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PersonWithTooManyWatches_IsToldSo_AndOthersGoOn()
    {
        await using var member = await FakeMember.StartAsync(async context =>
        {
            if (!context.Request.Query.ContainsKey("watch"))
            {
                await context.JsonAsync("{}");
                return;
            }

            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await using var site = await GatewaySite.StartAsync(member, new GatewayOptions { Person = new(Requests: 10, Streams: 50, PerSecond: 1_000_000) });
        site.People["bob-token"] = new Person(Guid.CreateVersion7(), "bob", [], IsPlatformAdministrator: false);
        using var jane = site.NewClient();
        using var bob = site.NewClient("bob-token");

        var asked = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => jane.GetAsync(Watch, HttpCompletionOption.ResponseHeadersRead, Token)));

        asked.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(50);
        var refused = asked.First(answer => answer.StatusCode != HttpStatusCode.OK);
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(10));
        member.Requests.Count.ShouldBe(50);
        (await jane.GetAsync(List, Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await bob.GetAsync(List, Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        using (var watch = await bob.GetAsync(Watch, HttpCompletionOption.ResponseHeadersRead, Token)) watch.StatusCode.ShouldBe(HttpStatusCode.OK);

        foreach (var answer in asked) answer.Dispose();
        await EventuallyAsync(async () =>
        {
            using var again = await jane.GetAsync(Watch, HttpCompletionOption.ResponseHeadersRead, Token);
            return again.StatusCode == HttpStatusCode.OK;
        });
    }

    [Fact]
    public void HotLoop_IsHeldToItsRate()
    {
        var time = new FixedTime();
        var budget = new Budget(new BudgetLimits(Requests: 1000, Streams: 1, PerSecond: 100), time);

        Enumerable.Range(0, 1000).Count(_ => Once(budget)).ShouldBe(200);
        time.Now += TimeSpan.FromSeconds(1);
        Enumerable.Range(0, 1000).Count(_ => Once(budget)).ShouldBe(100);
        time.Now += TimeSpan.FromHours(1);
        Enumerable.Range(0, 1000).Count(_ => Once(budget)).ShouldBe(200);
    }

    [Fact]
    public void Places_AreCountedAndGivenBack()
    {
        var budget = new Budget(new BudgetLimits(Requests: 2, Streams: 1, PerSecond: 1000), new FixedTime());

        budget.TryEnter(isStream: false).ShouldBe(BudgetVerdict.Entered);
        budget.TryEnter(isStream: false).ShouldBe(BudgetVerdict.Entered);
        budget.TryEnter(isStream: false).ShouldBe(BudgetVerdict.Requests);
        budget.TryEnter(isStream: true).ShouldBe(BudgetVerdict.Entered);
        budget.TryEnter(isStream: true).ShouldBe(BudgetVerdict.Streams);
        budget.Leave(isStream: false);
        budget.TryEnter(isStream: false).ShouldBe(BudgetVerdict.Entered);
    }

    private static bool Once(Budget budget)
    {
        if (budget.TryEnter(isStream: false) != BudgetVerdict.Entered) return false;
        budget.Leave(isStream: false);
        return true;
    }

    private static async Task EventuallyAsync(Func<Task<bool>> holds)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromMinutes(2));
        while (!await holds()) await Task.Delay(50, deadline.Token);
    }

    private sealed class FixedTime : TimeProvider
    {
        public TimeSpan Now { get; set; } = TimeSpan.FromDays(1);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}

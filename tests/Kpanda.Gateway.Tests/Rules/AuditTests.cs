using Kpanda.Gateway.Tests.Fakes;

namespace Kpanda.Gateway.Tests.Rules;

/// <summary>What is written down, and what must be before it is done.</summary>
public sealed class AuditTests : IAsyncLifetime
{
    private const string Base = "/k8s/clusters/m";

    private FakeMember _member = null!;
    private GatewaySite _site = null!;
    private int _begunWhenAsked = -1;

    public async ValueTask InitializeAsync()
    {
        _member = await FakeMember.StartAsync(context =>
        {
            _begunWhenAsked = _site.Audit.Begun.Count;
            return context.JsonAsync("{}");
        });
        _site = await GatewaySite.StartAsync(_member);
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        await _member.DisposeAsync();
    }

    [Theory]
    [InlineData("GET", "/api/v1/namespaces/a/secrets/s", "get", "secrets", "", "s")]
    [InlineData("GET", "/api/v1/namespaces/a/secrets", "list", "secrets", "", "")]
    [InlineData("DELETE", "/api/v1/namespaces/a/secrets/s", "delete", "secrets", "", "s")]
    [InlineData("POST", "/api/v1/namespaces/a/pods/p/exec?command=secret-word", "create", "pods", "exec", "p")]
    [InlineData("POST", "/api/v1/namespaces/a/pods/p/attach", "create", "pods", "attach", "p")]
    [InlineData("POST", "/api/v1/namespaces/a/pods/p/portforward", "create", "pods", "portforward", "p")]
    [InlineData("POST", "/api/v1/namespaces/a/serviceaccounts/b/token", "create", "serviceaccounts", "token", "b")]
    public async Task Dangerous_IsOnDiskBefore_AndItsOutcomeAfter(string method, string path, string verb, string resource, string subresource, string name)
    {
        (await _site.AskAsync(method, Base + path)).Status.ShouldBe(200);

        _begunWhenAsked.ShouldBe(1);
        var begun = _site.Audit.Begun.ShouldHaveSingleItem();
        (begun.Person, begun.Cluster, begun.Verb, begun.Resource, begun.Subresource, begun.Namespace, begun.Name, begun.Status).ShouldBe(("jane", "m", verb, resource, subresource, "a", name, 0));
        begun.RequestId.ShouldNotBeEmpty();
        begun.ToString().ShouldNotContain("secret-word");
        await EventuallyAsync(() => _site.Audit.Ended.SingleOrDefault() is { Status: 200 } ended && ended.Id == begun.Id);
        _site.Audit.Recorded.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("GET", "/api/v1/namespaces/a/secrets/s")]
    [InlineData("POST", "/api/v1/namespaces/a/pods/p/exec")]
    public async Task WhatCannotBeRecorded_IsNotDone(string method, string path)
    {
        _site.Audit.Fails = true;

        (await _site.AskAsync(method, Base + path)).Status.ShouldBe(503);

        _member.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("POST", "/api/v1/namespaces/a/pods")]
    [InlineData("PATCH", "/apis/apps/v1/namespaces/a/deployments/d")]
    [InlineData("DELETE", "/api/v1/namespaces/a/pods")]
    [InlineData("GET", "/api/v1/namespaces/a/pods/p/log")]
    public async Task WritesAndLogs_AreRecorded(string method, string path)
    {
        (await _site.AskAsync(method, Base + path)).Status.ShouldBe(200);

        await EventuallyAsync(() => _site.Audit.Recorded.SingleOrDefault() is { Status: 200 });
        _site.Audit.Begun.ShouldBeEmpty();
    }

    [Fact]
    public async Task Reading_IsNotRecorded_ButItsRefusalIs()
    {
        (await _site.AskAsync("GET", $"{Base}/api/v1/pods")).Status.ShouldBe(200);
        _site.Authorizer.Allows = (_, _) => false;
        (await _site.AskAsync("GET", $"{Base}/api/v1/nodes")).Status.ShouldBe(403);

        await EventuallyAsync(() => !_site.Audit.Recorded.IsEmpty);
        var refused = _site.Audit.Recorded.ShouldHaveSingleItem();
        (refused.Resource, refused.Status).ShouldBe(("nodes", 403));
    }

    [Theory]
    [InlineData("POST", "/api/v1/namespaces/a/pods")]
    [InlineData("GET", "/api/v1/namespaces/a/secrets/s")]
    public async Task CallerThatLeavesBeforeTheAnswer_IsToldApart(string method, string path)
    {
        var asked = new TaskCompletionSource();
        await using var member = await FakeMember.StartAsync(async context =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        await using var site = await GatewaySite.StartAsync(member);
        await using (var wire = await site.OpenAsync())
        {
            await wire.AskAsync(method, Base + path);
            await asked.Task.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        }

        await EventuallyAsync(() => site.Audit.Ended.Concat(site.Audit.Recorded).Any());
        site.Audit.Ended.Concat(site.Audit.Recorded).ShouldHaveSingleItem().Status.ShouldBe(499);
    }

    // The answer is with the caller before its end is recorded.
    private static async Task EventuallyAsync(Func<bool> holds)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(2));
        while (!holds()) await Task.Delay(20, deadline.Token);
    }
}
